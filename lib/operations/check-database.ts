import { database } from "@/db/client";
import { environmentOf } from "@/db/queries/installation";
import { env } from "@/lib/env";
import { environmentProblem } from "@/lib/mode";

const shared = globalThis as { databaseIsOurs?: boolean };

/** Throws when the database serves another environment, or does not answer; asks until it was once found to be ours. */
export async function checkDatabase(): Promise<void> {
  if (shared.databaseIsOurs) return;
  const problem = environmentProblem(await environmentOf(database()), env().mode);
  if (problem) throw new WrongDatabase(problem);
  shared.databaseIsOurs = true;
}

export class WrongDatabase extends Error {}
