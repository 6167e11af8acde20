import { setTimeout as pause } from "node:timers/promises";
import { databaseState } from "./database";
import { stopSignal } from "./stop";

/** Who asks within this time gets one answer: strangers may ask as often as they like. */
const REMEMBERED_MS = 1_000;
/** A database that says nothing for so long is away, as far as they are concerned. */
const PATIENCE_MS = 2_000;

let known: { at: number; state: ReturnType<typeof databaseState> } | undefined;

function recentState(): ReturnType<typeof databaseState> {
  if (!known || performance.now() - known.at > REMEMBERED_MS) {
    const late = pause(PATIENCE_MS, { kind: "away" } as const, { ref: false });
    known = { at: performance.now(), state: Promise.race([databaseState(), late]) };
  }
  return known.state;
}

/** Whether the application's database answers, if only to be read. */
export async function databaseAnswers(): Promise<boolean> {
  const { kind } = await recentState();
  return kind === "ours" || kind === "read-only";
}

const WORDS = {
  ours: "ready",
  away: "no database",
  "read-only": "a database that can't be written",
  wrong: "another environment's database",
} as const;

export async function readiness(): Promise<"stopping" | (typeof WORDS)[keyof typeof WORDS]> {
  return stopSignal.aborted ? "stopping" : WORDS[(await recentState()).kind];
}
