import { eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * A lease makes a row one worker's until a moment of the database's clock, the one clock that every process shares.
 * Whoever takes too long loses it to the next one, and must find that out before it writes: each claim raises the row's
 * fence; where a row has none, the moment itself, which no two claims share, tells them apart.
 */

/** So many milliseconds from now. */
export const inMs = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;

/** Nobody has it: it was never taken, was given back, or its lease ran out. */
export const isFree = (until: SQLWrapper) => sql`(${until} is null or ${until} < now())`;

/** It need not wait any more. */
export const isDue = (notBefore: SQLWrapper) => sql`(${notBefore} is null or ${notBefore} <= now())`;

type WithFence = { fence: PgColumn };

/** Takes a row that is free. */
export const taken = ({ fence }: WithFence, ms: number) => ({
  leaseUntil: inMs(ms),
  fence: sql`${fence} + 1`,
});

/** Keeps a row that is ours, from now on. */
export const renewed = (ms: number) => ({ leaseUntil: inMs(ms) });

export const givenBack = { leaseUntil: null };

/** Nobody has taken it since. */
export const isMine = ({ fence }: WithFence, claim: { fence: number }) => eq(fence, claim.fence);

/** A moment as the database writes it: a Date would lose its microseconds, and with them what tells two claims apart. */
export const exactly = (moment: SQLWrapper): SQL<string> => sql<string>`${moment}::text`;

/** Whether it is still that moment: for a row without a fence what `isMine` is for one with it. */
export const isExactly = (moment: SQLWrapper, before: string) => sql`${moment}::text = ${before}`;
