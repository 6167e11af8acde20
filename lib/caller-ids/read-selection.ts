import { countPlanned, firstPlanned, planned } from "@/db/queries/planned-changes";
import { findSelection } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import { keyOfChange, type RowOutcome } from "@/lib/domain/caller-ids/change-many";
import { PAGE_ROWS } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/**
 * What an admin has chosen, and, once it was said what is to happen to it, how many of them do what, with the first that
 * have the outcome `show`; null for anybody else's, and for one of more than 24 hours ago.
 */
export async function readSelection(admin: Admin, selectionId: string, show: RowOutcome) {
  const db = database();
  const selection = await findSelection(db, admin, selectionId);
  if (!selection) return null;
  const change = selection.intended;
  if (!change) return { selection, preview: null };
  const rows = planned(selectionId, change);
  const [counts, first] = await Promise.all([
    countPlanned(db, rows),
    firstPlanned(db, admin, rows, show, PAGE_ROWS),
  ]);
  return { selection, preview: { change, key: keyOfChange(change), counts, first } };
}

export type ChangePreview = NonNullable<NonNullable<Awaited<ReturnType<typeof readSelection>>>["preview"]>;
