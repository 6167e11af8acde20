import { billsOfReleasable, countReleasable, countUsersOf, firstReleasable } from "@/db/queries/releasable";
import { findSelection } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import { PAGE_ROWS } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/**
 * What would be lost by releasing what an admin has chosen, and the first of the numbers that go and that stay; null for
 * anybody else's selection, and for one of more than 24 hours ago.
 */
export async function readReleaseSelection(admin: Admin, selectionId: string) {
  const db = database();
  const selection = await findSelection(db, admin, selectionId);
  if (!selection) return null;
  const [counted, people, bills, rows, staying] = await Promise.all([
    countReleasable(db, selectionId),
    countUsersOf(db, selectionId),
    billsOfReleasable(db, selectionId),
    firstReleasable(db, selectionId, "goes", PAGE_ROWS),
    firstReleasable(db, selectionId, "stays", PAGE_ROWS),
  ]);
  return {
    selection,
    ...counted,
    people,
    bills,
    rows,
    staying,
    only: rows.length === 1 ? (rows[0] ?? null) : null,
  };
}

export type ReleaseSelection = NonNullable<Awaited<ReturnType<typeof readReleaseSelection>>>;
