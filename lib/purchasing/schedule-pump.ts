import { after } from "next/server";
import { recordEvent } from "@/db/queries/audit";
import { recordWakeUp } from "@/db/queries/engine-standing";
import { endAwaiting } from "@/db/queries/order-changes";
import { listExpired } from "@/db/queries/orders";
import { forgetOldLimits } from "@/db/queries/rate-limits";
import { engineActing } from "@/lib/domain/actor/actor";
import type { Waker } from "@/lib/domain/engine/wake-ups";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";
import { stopSignal, untilStopped } from "@/lib/runtime/stop";
import { watchClocks } from "./clocks";
import { installedEngine } from "./engine";
import { pumpOrders } from "./pump-orders";
import { sendNotices } from "./send-notices";

/** Vercel ends a function after 300 s; claiming stops 30 s before. */
const FUNCTION_LIMIT_MS = 300_000;
const STOP_BEFORE_MS = 30_000;

const shared = globalThis as { runningPumps?: Map<string, Promise<void>> };

/** Pumps once per scope and process: a page that is looked at ten times starts one. */
function pumpOnce(organizationId: string | null): Promise<void> {
  shared.runningPumps ??= new Map();
  const scope = organizationId ?? "all";
  const running = shared.runningPumps.get(scope);
  if (running) return running;
  const deadline = new Date(Date.now() + FUNCTION_LIMIT_MS - STOP_BEFORE_MS);
  const pump = pumpOrders(installedEngine(reportFault), {
    organizationId,
    deadline,
    signal: stopSignal,
  })
    .then(sendNotices)
    .finally(() => shared.runningPumps?.delete(scope));
  shared.runningPumps.set(scope, pump);
  return untilStopped(pump);
}

/** Pumps the organisation's orders once the answer has been sent. */
export function pumpAfterwards(organizationId: string) {
  after(() => pumpOnce(organizationId).catch(reportFault));
}

/** Everybody's orders: ends those that waited too long for their code, tidies, then pumps. For the cron and the timer. */
export async function pumpEverything(waker: Waker): Promise<void> {
  const db = database();
  await recordWakeUp(db, waker);
  for (const { id: orderId, organizationId } of await listExpired(db))
    await db.transaction(async (tx) => {
      if (await endAwaiting(tx, organizationId, orderId, "expired"))
        await recordEvent(tx, engineActing({ organizationId }), { kind: "order.expired", orderId });
    });
  await forgetOldLimits(db);
  await watchClocks(db);
  // What is to be told does not wait for a long pump, nor the pump for a slow mail.
  await Promise.all([sendNotices(), pumpOnce(null)]);
}

const TIMER_MS = 5_000;

/** Self-hosted, nobody else calls: pumps now and every five seconds, until the process is told to end. */
export function startPumpTimer() {
  const tick = () => pumpEverything("timer").catch(reportFault);
  // What a process left behind that was killed does not wait for the first round.
  void tick();
  const timer = setInterval(tick, TIMER_MS);
  timer.unref();
  stopSignal.addEventListener("abort", () => clearInterval(timer));
}

const reportFault = (fault: unknown) => log.error("pump", fault);
