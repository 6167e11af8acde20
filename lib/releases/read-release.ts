import { findRelease, linesOfRelease } from "@/db/queries/releases";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** So many of its numbers are shown. */
const SHOWN = 200;

/** A release, who it was, and how its numbers stand, those first that need somebody; null for none of ours. */
export async function readRelease(admin: Admin, releaseId: string) {
  const db = database();
  const found = await findRelease(db, admin, releaseId);
  return found && { ...found, ...(await linesOfRelease(db, admin, releaseId, SHOWN)) };
}

export type ReleaseView = NonNullable<Awaited<ReturnType<typeof readRelease>>>;
