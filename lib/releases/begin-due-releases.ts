import { beginReleases, listWaitingReleases } from "@/db/queries/releases";
import { zoneOfCountry } from "@/lib/domain/geography/time-zones";
import { isReleaseMorning } from "@/lib/domain/releases/release-morning";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";

const AHEAD_MS = 14 * 60 * 60 * 1000;

/** Puts into the engine's queue what leaves on this morning of its organisation. */
export async function beginDueReleases(now = new Date()): Promise<void> {
  const db = database("engine");
  // A preview has no cron: it looks when somebody does.
  const anyTime = env().mode === "preview";
  // Of the first place on earth.
  const newestDay = new Date(now.getTime() + AHEAD_MS).toISOString().slice(0, 10);
  const due = (await listWaitingReleases(db, newestDay)).filter(
    ({ releaseOn, country, timeZone }) =>
      releaseOn !== null &&
      isReleaseMorning(releaseOn, { now, timeZone: timeZone ?? zoneOfCountry(country), anyTime }),
  );
  if (due.length > 0)
    await beginReleases(
      db,
      due.map(({ id }) => id),
    );
}
