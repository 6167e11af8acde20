import { recentSearches as listRecent } from "@/db/queries/searches";
import type { Admin } from "@/lib/domain/actor/actor";
import { parseSearch } from "@/lib/domain/offers/parse-search";
import { describeSearch, readSearchForm, searchQuery } from "@/lib/domain/offers/search";
import { database } from "@/lib/runtime/database";

/** In words, and as the query of an address. */
export type RecentSearch = { query: string; words: string };

const SHOWN = 5;

/** The admin's newest searches beside `current`. */
export async function recentSearches(admin: Admin, current: string): Promise<RecentSearch[]> {
  const queries = await listRecent(database(), admin, SHOWN + 1);
  return queries
    .filter((query) => query !== current)
    .slice(0, SHOWN)
    .flatMap((query) => {
      // A release may have kept one that this one does not know.
      const parsed = parseSearch(readSearchForm(Object.fromEntries(new URLSearchParams(query)), "").values);
      return "search" in parsed
        ? [{ query: searchQuery(parsed.search), words: describeSearch(parsed.search) }]
        : [];
    });
}
