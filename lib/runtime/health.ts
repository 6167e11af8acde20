import { databaseState } from "./database";
import { stopSignal } from "./stop";

/** Whether the application's database answers. */
export const databaseAnswers = async () => (await databaseState()).kind === "ours";

const WORDS = { ours: "ready", away: "no database", wrong: "another environment's database" } as const;

export async function readiness(): Promise<"stopping" | (typeof WORDS)[keyof typeof WORDS]> {
  return stopSignal.aborted ? "stopping" : WORDS[(await databaseState()).kind];
}
