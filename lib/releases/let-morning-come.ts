import { findRelease } from "@/db/queries/releases";
import type { Admin } from "@/lib/domain/actor/actor";
import { releaseMorning } from "@/lib/domain/releases/release-morning";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { beginDueReleases } from "./begin-due-releases";

/** Nobody who tries this console on one machine, with a simulated Twilio, waits for weeks. */
export const canLetMorningCome = () => env().mode === "embedded";

/** Does what the morning of a release does, whatever day it is; false where that is not to be had. */
export async function letMorningCome(admin: Admin, releaseId: string): Promise<boolean> {
  const found = canLetMorningCome() ? await findRelease(database(), admin, releaseId) : null;
  const day = found?.release.releaseOn;
  if (!day || found.release.begunAt) return false;
  await beginDueReleases(releaseMorning(day, admin.timeZone), admin.organizationId);
  return true;
}
