import { recordEvent } from "@/db/queries/audit";
import { unpauseRelease } from "@/db/queries/releases";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Goes on with a release that rests; false where it does not, or is another organisation's. */
export const resumeRelease = (admin: Admin, releaseId: string): Promise<boolean> =>
  database().transaction(async (tx) => {
    const goesOn = await unpauseRelease(tx, admin, releaseId);
    if (goesOn) await recordEvent(tx, admin, { kind: "release.resumed", releaseId });
    return goesOn;
  });
