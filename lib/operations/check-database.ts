import { database } from "@/db/client";
import { environmentOf } from "@/db/queries/installation";
import { env } from "@/lib/env";
import { environmentProblem } from "@/lib/mode";

/** Throws when the database serves another environment. One that does not answer yet is asked no more. */
export async function checkDatabase(): Promise<void> {
  const marked = await environmentOf(database()).catch(() => null);
  const problem = environmentProblem(marked, env().mode);
  if (problem) throw new Error(problem);
}
