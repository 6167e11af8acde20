import { database } from "@/db/client";
import { databaseState } from "@/db/queries/health";
import { stopSignal } from "./stop";

/** Whether the application's database answers. */
export const databaseAnswers = async () => (await databaseState(database())).kind === "ours";

const WORDS = { ours: "ready", away: "no database", wrong: "another environment's database" } as const;

export async function readiness(): Promise<"stopping" | (typeof WORDS)[keyof typeof WORDS]> {
  return stopSignal.aborted ? "stopping" : WORDS[(await databaseState(database())).kind];
}
