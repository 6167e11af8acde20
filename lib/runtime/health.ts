import { databaseState } from "./database";
import { stopSignal } from "./stop";

/** Whether the application's database answers, if only to be read. */
export async function databaseAnswers(): Promise<boolean> {
  const { kind } = await databaseState();
  return kind === "ours" || kind === "read-only";
}

const WORDS = {
  ours: "ready",
  away: "no database",
  "read-only": "a database that can't be written",
  wrong: "another environment's database",
} as const;

export async function readiness(): Promise<"stopping" | (typeof WORDS)[keyof typeof WORDS]> {
  return stopSignal.aborted ? "stopping" : WORDS[(await databaseState()).kind];
}
