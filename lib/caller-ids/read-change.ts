import { findChange, findLatestChange, listLeft } from "@/db/queries/many-changes";
import type { Admin } from "@/lib/domain/actor/actor";
import { PAGE_ROWS } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/** One change of many Caller IDs with the first of those that it left, and why; null for anybody else's. */
export async function readChange(admin: Admin, changeId: string) {
  const db = database();
  const found = await findChange(db, admin, changeId);
  if (!found) return null;
  const [moved, kept] = await Promise.all(
    (["moved", "kept"] as const).map((outcome) => listLeft(db, admin, changeId, outcome, PAGE_ROWS)),
  );
  return { ...found, left: { moved: moved ?? [], kept: kept ?? [] } };
}

/** The newest one that can still be undone, if any. */
export const readLatestChange = (admin: Admin) => findLatestChange(database(), admin);
