import { countChosen } from "@/db/queries/caller-id-choice";
import { type CallerIdRow, countPurchased, pageOfCallerIds } from "@/db/queries/caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { type CallerIdFilter, type CallerIdSort, searchOf } from "@/lib/domain/caller-ids/caller-id-filter";
import type { Page, PageAsked } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/**
 * A page of the team's Custom Caller IDs that the filters find, newest first; how many they find where any is set, how many
 * are listed in all, and how many of those were purchased from Twilio.
 */
export async function listCallerIds(
  admin: Admin,
  filter: CallerIdFilter,
  asked: PageAsked & { rows?: number; sort?: CallerIdSort },
): Promise<{ page: Page<CallerIdRow>; found: number | null; listed: number; purchased: number }> {
  const db = database();
  const isFiltered = Object.values(filter).some((one) => one !== null);
  const search = isFiltered ? searchOf(filter, admin.timeZone) : undefined;
  const [page, found, listed, purchased] = await Promise.all([
    pageOfCallerIds(db, admin, asked, search),
    search ? countChosen(db, admin, search) : null,
    countChosen(db, admin, {}),
    countPurchased(db, admin),
  ]);
  return { page, found, listed, purchased };
}

export type { CallerIdRow };
