import { recordEvent } from "@/db/queries/audit";
import { lockCallerId, updateCallerId } from "@/db/queries/caller-id-changes";
import { isBeingReleased } from "@/db/queries/release-of";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/**
 * Locks a number against release, or unlocks it; the second of two who do the same changes nothing. `too-late`: it is
 * locked, but Twilio may have been asked to release it before.
 */
export async function changeLock(
  admin: Admin,
  id: string,
  locked: boolean,
): Promise<"changed" | "too-late" | "unchanged" | "not-found"> {
  return database().transaction(async (tx) => {
    const before = await lockCallerId(tx, admin, id);
    if (!before || before.releasedAt) return "not-found";
    if (before.locked === locked) return "unchanged";
    await updateCallerId(tx, admin, id, { locked });
    const isTooLate = locked && (await isBeingReleased(tx, id));
    await recordEvent(tx, admin, {
      kind: locked ? "caller-id.locked" : "caller-id.unlocked",
      e164: before.e164,
      keeps: locked && before.status === "leaving" && !isTooLate,
    });
    return isTooLate ? "too-late" : "changed";
  });
}
