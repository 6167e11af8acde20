import { sql } from "drizzle-orm";
import { type Db, WRONG_DATABASE } from "@/db/client";

export type DatabaseState =
  | { kind: "ours" }
  | { kind: "away" }
  /** It answers, and serves another environment; `problem` says so in a sentence. */
  | { kind: "wrong"; problem: string };

export async function databaseState(db: Db): Promise<DatabaseState> {
  try {
    await db.execute(sql`select 1`);
    return { kind: "ours" };
  } catch (fault) {
    const { cause } = fault as { cause?: { code?: unknown; message: string } };
    return cause?.code === WRONG_DATABASE ? { kind: "wrong", problem: cause.message } : { kind: "away" };
  }
}

/** The database's clock at this very moment. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await db.execute<{ now: string }>(sql`select clock_timestamp() as now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}
