import { after } from "next/server";
import { recordWakeUp } from "@/db/queries/engine-standing";
import { accountsDue, beginRun, forgetOldRuns } from "@/db/queries/reconcile-runs";
import { advanceRuns } from "@/lib/account/advance-runs";
import { installedEngine } from "@/lib/purchasing/engine";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";
import { stopSignal, untilStopped } from "@/lib/runtime/stop";

/** Vercel ends a function after 300 s. */
const READ_FOR_MS = 270_000;

const shared = globalThis as { readings?: Map<string, Promise<void>> };

/** Reads on once per scope and process. */
function readOnce(organizationId: string | null): Promise<void> {
  shared.readings ??= new Map();
  const scope = organizationId ?? "all";
  const running = shared.readings.get(scope);
  if (running) return running;
  const reading = advanceRuns(installedEngine(reportFault), {
    organizationId,
    deadline: new Date(Date.now() + READ_FOR_MS),
    signal: stopSignal,
  }).finally(() => shared.readings?.delete(scope));
  shared.readings.set(scope, reading);
  return untilStopped(reading);
}

/** Goes on reading the organisation's account once the answer has been sent. */
export function readAfterwards(organizationId: string) {
  after(() => readOnce(organizationId).catch(reportFault));
}

/** Begins the readings that a night has passed for, and goes on with all. For the cron and the timer. */
export async function readEverything(): Promise<void> {
  const db = database();
  await recordWakeUp(db, "nightly");
  for (const account of await accountsDue(db)) await db.transaction((tx) => beginRun(tx, account, null));
  await forgetOldRuns(db);
  await readOnce(null);
}

const TIMER_MS = 60_000;

/** Self-hosted, nobody else calls: asks each minute whether a reading is due or was left behind. */
export function startReadingTimer() {
  const timer = setInterval(() => readEverything().catch(reportFault), TIMER_MS);
  timer.unref();
  stopSignal.addEventListener("abort", () => clearInterval(timer));
}

const reportFault = (fault: unknown) => log.error("reconcile", fault);
