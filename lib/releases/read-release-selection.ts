import { billsOfReleasable, countReleasable, countUsersOf, firstReleasable } from "@/db/queries/releasable";
import { findSelection } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import { PAGE_ROWS } from "@/lib/domain/paging/paging";
import type { ReleaseRowOutcome } from "@/lib/domain/releases/release";
import { database } from "@/lib/runtime/database";

/**
 * What would be lost by releasing what an admin has chosen, and the first of the numbers with the outcome `show`; null for
 * anybody else's selection, and for one of more than 24 hours ago.
 */
export async function readReleaseSelection(admin: Admin, selectionId: string, show: ReleaseRowOutcome) {
  const db = database();
  const selection = await findSelection(db, admin, selectionId);
  if (!selection) return null;
  const [counted, people, bills, rows] = await Promise.all([
    countReleasable(db, selectionId),
    countUsersOf(db, selectionId),
    billsOfReleasable(db, selectionId),
    firstReleasable(db, selectionId, show, PAGE_ROWS),
  ]);
  const [only = null] = counted.counts.goes === 1 ? await firstReleasable(db, selectionId, "goes", 1) : [];
  return { selection, ...counted, people, bills, rows, only };
}

export type ReleaseSelection = NonNullable<Awaited<ReturnType<typeof readReleaseSelection>>>;
