import { eq, lt, sql } from "drizzle-orm";
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

/** Whose sign-in link has this token and until when it works; null once it was used. Reading it does not use it up. */
export async function findSignInLink(db: Db, hashedToken: string) {
  const [link] = await db.select().from(verificationTokens).where(eq(verificationTokens.token, hashedToken));
  return link ?? null;
}

/** The same, which uses it up. */
export async function takeSignInLink(db: Db, hashedToken: string) {
  const [link] = await db
    .delete(verificationTokens)
    .where(eq(verificationTokens.token, hashedToken))
    .returning();
  return link ?? null;
}

/** Takes back a link that was asked for within 10 seconds of another one of the same address, which is on its way. */
export async function dropRepeatedLink(db: Db, hashedToken: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    delete from verification_tokens mine where token = ${hashedToken} and exists (
      select 1 from verification_tokens other where other.identifier = mine.identifier
        and (other.expires, other.token) < (mine.expires, mine.token)
        and other.expires > mine.expires - interval '10 seconds')
    returning token`);
  return rows.length > 0;
}
