import type { Db } from "@/db/client";
import { databaseNow } from "@/db/queries/health";
import { log } from "@/lib/runtime/log";
import { twilioAhead } from "@/lib/twilio/clock";

/** Clocks that are further apart are set wrong. */
const ALARM_MS = 30_000;
const EACH_MS = 60_000;

type WrongClock = { of: "database" | "twilio"; aheadMs: number };

/**
 * The clocks that are too far from this server's, measured by their own answers. Nothing is decided by comparing them:
 * what expires does so by the database's clock, and ages are durations. But people, logs and links read all of them.
 */
export async function wrongClocks(db: Db): Promise<WrongClock[]> {
  const askedAt = Date.now();
  const now = await databaseNow(db);
  const database = now.getTime() - (askedAt + Date.now()) / 2;
  const measured: [WrongClock["of"], number | null][] = [
    ["database", database],
    ["twilio", twilioAhead()],
  ];
  return measured.flatMap(([of, aheadMs]) =>
    aheadMs !== null && Math.abs(aheadMs) > ALARM_MS ? [{ of, aheadMs: Math.round(aheadMs) }] : [],
  );
}

const shared = globalThis as { clocksWatchedAt?: number };

/** Raises an alarm in the log, once a minute, while clocks are wrong. */
export async function watchClocks(db: Db): Promise<void> {
  const now = performance.now();
  if (shared.clocksWatchedAt !== undefined && now - shared.clocksWatchedAt < EACH_MS) return;
  shared.clocksWatchedAt = now;
  for (const { of, aheadMs } of await wrongClocks(db))
    log.error("clocks differ", `the clock of ${of} is ${aheadMs} ms ahead of this server's`);
}
