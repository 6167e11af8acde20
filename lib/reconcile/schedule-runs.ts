import { recordHeartbeat } from "@/db/queries/engine-status";
import { accountsDue, beginRun, forgetOldRuns } from "@/db/queries/reconcile-runs";
import { advanceRuns } from "@/lib/account/advance-runs";
import { installedEngine } from "@/lib/purchasing/engine";
import { afterwards, background, onTimer } from "@/lib/runtime/background";
import { database } from "@/lib/runtime/database";
import { noteFindings } from "./note-findings";

/** Reads on where readings of accounts stand, then writes down what they found. */
const reading = background("reconcile", async ({ onFault, ...scope }) => {
  await advanceRuns(installedEngine(onFault), scope);
  await noteFindings(scope.organizationId);
});

/** Goes on reading the organisation's account once the answer has been sent. */
export const readAfterwards = (organizationId: string) =>
  afterwards("reconcile", () => reading.run(organizationId));

/** Begins the readings that a night has passed for, and goes on with all. For the cron and the timer. */
export async function readEverything(): Promise<void> {
  const db = database("engine");
  await recordHeartbeat(db, "nightly");
  for (const account of await accountsDue(db)) await db.transaction((tx) => beginRun(tx, account, null));
  await forgetOldRuns(db);
  await reading.run(null);
}

const TIMER_MS = 60_000;

/** Self-hosted: asks each minute whether a reading is due or was left behind. */
export const startReadingTimer = () => onTimer("reconcile", TIMER_MS, readEverything);
