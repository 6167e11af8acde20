import { endReleases } from "@/db/queries/release-claims";
import { findRelease, keepLeaving } from "@/db/queries/releases";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Keeps what Twilio was not asked about yet, one number of a release or all; null where there is no such release. */
export async function keepNumbers(
  admin: Admin,
  which: { releaseId: string; callerIdId?: string | null },
): Promise<{ kept: number } | null> {
  const db = database();
  if (!(await findRelease(db, admin, which.releaseId))) return null;
  const kept = await db.transaction((tx) => keepLeaving(tx, admin, which));
  // One that rests has nothing left to go on with.
  await endReleases(db, admin.organizationId);
  return { kept };
}
