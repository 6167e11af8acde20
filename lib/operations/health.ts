import { database } from "@/db/client";
import { answers } from "@/db/queries/health";
import { checkDatabase, WrongDatabase } from "./check-database";
import { stopSignal } from "./stop";

/** Whether the application's database answers. */
export const databaseAnswers = () => answers(database());

export async function readiness(): Promise<
  "ready" | "stopping" | "no database" | "another environment's database"
> {
  if (stopSignal.aborted) return "stopping";
  if (!(await databaseAnswers())) return "no database";
  return checkDatabase().then(
    () => "ready",
    (error) => (error instanceof WrongDatabase ? "another environment's database" : "no database"),
  );
}
