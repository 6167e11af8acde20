import { beginReleases, findRelease } from "@/db/queries/releases";
import type { Admin } from "@/lib/domain/actor/actor";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";

/** Nobody who tries this console on one machine, with a simulated Twilio, waits for weeks. */
export const canLetMorningCome = () => env().mode === "embedded";

/** Puts a release into the engine's queue as its morning does; false where that is not to be had. */
export async function letMorningCome(admin: Admin, releaseId: string): Promise<boolean> {
  const db = database();
  if (!canLetMorningCome() || !(await findRelease(db, admin, releaseId))) return false;
  await beginReleases(db, [releaseId]);
  return true;
}
