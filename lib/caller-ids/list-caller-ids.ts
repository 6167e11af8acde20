import { countChosen } from "@/db/queries/assignments";
import { type CallerIdRow, countPurchased, pageOfCallerIds } from "@/db/queries/caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { type CallerIdFilter, searchOf } from "@/lib/domain/caller-ids/caller-id-filter";
import type { Page, PageAsked } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/**
 * A page of the team's Custom Caller IDs that the filters find, newest first; how many they find where any is set, and how
 * many of all were purchased from Twilio.
 */
export async function listCallerIds(
  admin: Admin,
  filter: CallerIdFilter,
  asked: PageAsked,
): Promise<{ page: Page<CallerIdRow>; found: number | null; purchased: number }> {
  const db = database();
  const isFiltered = Object.values(filter).some((one) => one !== null);
  const search = isFiltered ? searchOf(filter) : undefined;
  const [page, found, purchased] = await Promise.all([
    pageOfCallerIds(db, admin, asked, search),
    search ? countChosen(db, admin, search) : null,
    countPurchased(db, admin),
  ]);
  return { page, found, purchased };
}

export type { CallerIdRow };
