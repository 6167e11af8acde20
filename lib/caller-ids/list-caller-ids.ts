import { countChosen } from "@/db/queries/caller-id-choice";
import { type CallerIdRow, pageOfCallerIds } from "@/db/queries/caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { type CallerIdFilter, type CallerIdSort, searchOf } from "@/lib/domain/caller-ids/caller-id-filter";
import { PAGE_ROWS, type Page, type PageAsked } from "@/lib/domain/paging/paging";
import { callsElsewhere } from "@/lib/domain/reconcile/reconcile";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";

/**
 * A page of the team's Custom Caller IDs that the filters find, newest first, and how many they find where any is set;
 * where that is none, how many that were released.
 */
export async function listCallerIds(
  admin: Admin,
  filter: CallerIdFilter,
  { rows, sort, ...asked }: PageAsked & { rows?: string | number | null; sort?: CallerIdSort | null },
): Promise<{ page: Page<ListedCallerId>; found: number | null; released: number }> {
  const db = database();
  const isFiltered = Object.values(filter).some((one) => one !== null);
  const search = isFiltered ? searchOf(filter, admin.timeZone) : undefined;
  const [page, found] = await Promise.all([
    pageOfCallerIds(db, admin, { ...asked, rows: Number(rows ?? PAGE_ROWS), sort: sort ?? "added" }, search),
    search ? countChosen(db, admin, search) : null,
  ]);
  const isSearched = search !== undefined && search.status === undefined;
  const released =
    found === 0 && isSearched ? await countChosen(db, admin, { ...search, status: "released" }) : 0;
  const ours = webhooksOf(env().publicUrl);
  const listed = page.rows.map((row) => ({ ...row, elsewhere: callsElsewhere(row, ours) }));
  return { page: { ...page, rows: listed }, found, released };
}

export type { CallerIdRow };
/** `elsewhere` says where calls to it go instead of here. */
export type ListedCallerId = CallerIdRow & { elsewhere: string | null };
