import { type CallerIdRow, countPurchased, pageOfCallerIds } from "@/db/queries/caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import type { Page, PageAsked } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/** A page of the team's Custom Caller IDs, newest first, and how many of all of them were purchased from Twilio. */
export async function listCallerIds(
  admin: Admin,
  asked: PageAsked,
): Promise<{ page: Page<CallerIdRow>; purchased: number }> {
  const db = database();
  const [page, purchased] = await Promise.all([pageOfCallerIds(db, admin, asked), countPurchased(db, admin)]);
  return { page, purchased };
}

export type { CallerIdRow };
