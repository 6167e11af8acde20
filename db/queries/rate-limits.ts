import { and, eq, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { rateLimits, verificationTokens } from "@/db/schema";

/** Counts `by` more and answers how often it has happened in this window; windows start at round times. */
export async function countHit(db: Db | Tx, key: string, windowSeconds: number, by = 1): Promise<number> {
  const windowStart = sql`to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::int) * ${windowSeconds}::int)`;
  const [row] = await db
    .insert(rateLimits)
    .values({ key, windowStart, hits: by })
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStart],
      set: { hits: sql`${rateLimits.hits} + ${by}::int` },
    })
    .returning({ hits: rateLimits.hits });
  return row?.hits ?? by;
}

/** Drops windows and sign-in links that no longer matter. */
export async function forgetOldLimits(db: Db | Tx) {
  await db.delete(rateLimits).where(lt(rateLimits.windowStart, sql`now() - interval '2 days'`));
  await db.delete(verificationTokens).where(lt(verificationTokens.expires, sql`now() - interval '1 day'`));
}

/** Whether a sign-in link could still be used; reading it does not use it up. */
export async function signInLinkExists(db: Db, identifier: string, hashedToken: string): Promise<boolean> {
  const rows = await db
    .select({ expires: verificationTokens.expires })
    .from(verificationTokens)
    .where(and(eq(verificationTokens.identifier, identifier), eq(verificationTokens.token, hashedToken)));
  // Auth.js sets the end by this process's clock, and asks by it.
  return rows.some((row) => row.expires > new Date());
}
