import { noteLoops } from "@/db/queries/attention";
import { recordEvent } from "@/db/queries/audit";
import { foldCounts } from "@/db/queries/caller-id-counts";
import { recordHeartbeat } from "@/db/queries/engine-status";
import { forgetOldValues } from "@/db/queries/many-changes";
import { endAwaiting } from "@/db/queries/order-changes";
import { listExpired } from "@/db/queries/orders";
import { forgetOldLimits } from "@/db/queries/rate-limits";
import { forgetOldRemovals } from "@/db/queries/removed-cart-rows";
import { forgetOldSearches } from "@/db/queries/searches";
import { forgetOldSelections } from "@/db/queries/selections";
import { engineActing } from "@/lib/domain/actor/actor";
import type { Trigger } from "@/lib/domain/engine/heartbeats";
import { afterwards, background, onTimer } from "@/lib/runtime/background";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";
import { untilStopped } from "@/lib/runtime/stop";
import { sendUserNotices } from "@/lib/users/send-user-notices";
import { watchClocks } from "./clocks";
import { installedEngine } from "./engine";
import { pumpOrders } from "./pump-orders";
import { sendNotices } from "./send-notices";

const pumping = background("pump", ({ onFault, ...scope }) => pumpOrders(installedEngine(onFault), scope));
const keeping = background("lists", async () => {
  await foldCounts(database("engine"));
  await noteLoops(database("engine"));
});
/** Buys what is open, then tells of what ended: a mail that takes long keeps nobody from the next pump. */
const pump = (organizationId: string | null) =>
  pumping.run(organizationId).finally(() => untilStopped(sendNotices()));

/** Pumps the organisation's orders once the answer has been sent. */
export const pumpAfterwards = (organizationId: string) => afterwards("pump", () => pump(organizationId));

/** Everybody's orders: ends those that waited too long for their code, tidies, then pumps. For the cron and the timer. */
export async function pumpEverything(trigger: Trigger): Promise<void> {
  const db = database("engine");
  await recordHeartbeat(db, trigger);
  for (const order of await listExpired(db))
    await db.transaction(async (tx) => {
      if (await endAwaiting(tx, order, order.id, "expired"))
        await recordEvent(tx, engineActing(order), { kind: "order.expired", orderId: order.id });
    });
  await forgetOldLimits(db);
  await forgetOldSearches(db);
  await forgetOldRemovals(db);
  await forgetOldSelections(db);
  await forgetOldValues(db);
  await watchClocks(db);
  // What is to be told does not wait for a long pump, nor the pump for a slow mail.
  await Promise.all([sendNotices(), sendUserNotices(), pump(null), keepLists()]);
}

const KEEP_EVERY_MS = 30_000;
let keptAt = Number.NEGATIVE_INFINITY;

/** What lists show of many rows is brought up to date now and then, beside purchases, which never wait for it. */
async function keepLists() {
  if (performance.now() - keptAt < KEEP_EVERY_MS) return;
  keptAt = performance.now();
  await keeping.run(null).catch((fault) => log.error("lists", fault));
}

const TIMER_MS = 5_000;

/** Self-hosted: pumps now and every five seconds. */
export const startPumpTimer = () =>
  onTimer("pump", TIMER_MS, () => pumpEverything("timer"), { atOnce: true });
