import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { searches } from "@/db/schema";
import type { Offer } from "@/lib/domain/offers/offer";

type Owner = { organizationId: string; userId: string };
type Results = { offers: Offer[]; around: number; searchedAt: Date };

const ofOwner = ({ organizationId, userId }: Owner) =>
  and(eq(searches.organizationId, organizationId), eq(searches.userId, userId));

/** What the admin was shown for this search, if that is fresh and newer than `newerThan`. */
export async function findSearch(
  db: Db,
  owner: Owner,
  { query, minutes, newerThan }: { query: string; minutes: number; newerThan: number | null },
): Promise<Results | null> {
  const [row] = await db
    .select({ offers: searches.offers, around: searches.around, searchedAt: searches.searchedAt })
    .from(searches)
    .where(
      and(
        ofOwner(owner),
        eq(searches.query, query),
        gt(searches.searchedAt, sql`now() - ${minutes} * interval '1 minute'`),
        gt(searches.searchedAt, new Date(newerThan ?? 0)),
      ),
    );
  return row ?? null;
}

/** Keeps what Twilio answered; says when that was, by the database's clock, to the millisecond as addresses hold it. */
export async function keepSearch(
  db: Db,
  { organizationId, userId }: Owner,
  found: { query: string; offers: Offer[]; around: number },
): Promise<Date> {
  const searchedAt = sql`date_trunc('milliseconds', clock_timestamp())`;
  const [row] = await db
    .insert(searches)
    .values({ organizationId, userId, ...found, searchedAt })
    .onConflictDoUpdate({
      target: [searches.userId, searches.query],
      set: { offers: found.offers, around: found.around, searchedAt },
    })
    .returning({ searchedAt: searches.searchedAt });
  if (!row) throw new Error("A search that was just kept is missing");
  return row.searchedAt;
}

/** The admin's newest searches that found something, as addresses. */
export async function recentSearches(db: Db, owner: Owner, atMost: number): Promise<string[]> {
  const rows = await db
    .select({ query: searches.query })
    .from(searches)
    .where(ofOwner(owner))
    .orderBy(desc(searches.searchedAt))
    .limit(atMost);
  return rows.map(({ query }) => query);
}

export async function forgetOldSearches(db: Db) {
  await db.delete(searches).where(lt(searches.searchedAt, sql`now() - interval '2 days'`));
}
