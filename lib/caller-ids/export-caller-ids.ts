import type { CallerIdSearch } from "@/db/queries/caller-id-choice";
import { callerIdsInBatches } from "@/db/queries/exported-caller-ids";
import { findSelection } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/**
 * All that a search finds, or that was chosen, by number and a batch at a time; no connection is held between batches.
 * Null for what somebody else chose.
 */
export async function exportCallerIds(admin: Admin, meant: CallerIdSearch | { selection: string }) {
  const db = database();
  if ("selection" in meant && !(await findSelection(db, admin, meant.selection))) return null;
  return callerIdsInBatches(db, admin, meant);
}
