import { database, WrongDatabase } from "@/db/client";
import { checkDatabase } from "@/db/queries/health";
import { stopSignal } from "./stop";

/** Whether the application's database answers. */
export const databaseAnswers = () =>
  checkDatabase(database()).then(
    () => true,
    () => false,
  );

export async function readiness(): Promise<
  "ready" | "stopping" | "no database" | "another environment's database"
> {
  if (stopSignal.aborted) return "stopping";
  return checkDatabase(database()).then(
    () => "ready",
    (fault) => (fault instanceof WrongDatabase ? "another environment's database" : "no database"),
  );
}
