import { setTimeout as pause } from "node:timers/promises";
import { eq, inArray } from "drizzle-orm";
import { connect } from "@/db/client";
import { callerIds, orderLines, orders } from "@/db/schema";
import { validateCode } from "@/lib/orders/validate-code";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { placedOrder } from "../support/orders";
import { startConsole } from "../support/start-console";
import type { SimulatorProcess } from "../support/start-simulator";
import { forgedCall, strangers } from "../support/strangers";
import { isClean, type JudgedLine, judge } from "../torture/judge";
import { startClients } from "./clients";
import { memoryOf, slopeOf } from "./memory";

const ORDER_EVERY_MS = 4_000;
const NUMBERS = 5;
const HEAP_MB = 192;
/** Memory that still grows by more than this each minute, once warm, is not flat. */
const FLAT_KB_PER_MINUTE = 4_096;
/** The first minutes fill caches and compile. */
const WARM_MINUTES = 2;

export async function soak(
  simulator: SimulatorProcess,
  { minutes, clients: count }: { minutes: number; clients: number },
): Promise<boolean> {
  const { db, pool } = connect(process.env.DATABASE_URL ?? "", 4);
  const env = {
    EMBEDDED: "yes",
    DATABASE_URL: process.env.DATABASE_URL ?? "",
    TWILIO_BASE_URL: simulator.url,
    // One address for both, as behind a proxy.
    PUBLIC_URL: "http://localhost:3000",
  };
  // A small heap: what leaks shows as an end, not as patience of the garbage collector.
  const staying = await startConsole({ ...env, NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` });
  let restarting = await startConsole(env);
  const port = Number(new URL(restarting.url).port);
  const { admin } = await newOrganization(db, { maximum: 100_000 });
  // An admin is mailed twenty codes an hour at most.
  const buyers = await Promise.all(
    Array.from({ length: Math.ceil(minutes) }, async () => (await newOrganization(db, { people: 0 })).admin),
  );
  const clients = await startClients(db, admin, [staying.url, restarting.url], count);
  const seconds = Math.ceil(minutes * 60);
  const outside = Promise.all([
    strangers(`${staying.url}/api/voice/incoming`, { perSecond: 400, seconds }, forgedCall),
    strangers(`${staying.url}/api/health`, { perSecond: 50, seconds }),
  ]);
  const memory: { minute: number; kb: number }[] = [];
  const stock = pools("US", "local").flatMap((one) => one.numbers(1));
  const began = Date.now();
  const minute = () => (Date.now() - began) / 60_000;
  let [restarts, placed, nextOrder, nextRestart] = [0, 0, 0, 1];

  while (minute() < minutes) {
    if (Date.now() - began >= nextOrder) {
      nextOrder += ORDER_EVERY_MS;
      const buyer = buyers[placed % buyers.length];
      if (!buyer) throw new Error("nobody buys");
      await insertInCart(db, buyer, stock.splice(0, NUMBERS));
      const { orderId, code } = await placedOrder(db, buyer);
      const outcome = await validateCode(buyer, orderId, code);
      if (outcome.kind !== "approved") throw new Error(`not approved: ${outcome.kind}`);
      placed++;
    }
    if (minute() >= nextRestart) {
      nextRestart++;
      clients.expectErrorsAt(restarting.url);
      await restarting.stop("SIGTERM");
      restarting = await startConsole(env, port);
      clients.expectErrorsAt(null);
      restarts++;
    }
    memory.push({ minute: minute(), kb: memoryOf(staying.process.pid ?? 0) });
    await pause(1000);
  }
  const [forged, health] = await outside;
  const seen = await clients.stop();
  for (let wait = 0; wait < 60 && (await open()) > 0; wait++) await pause(1000);

  const lines = (await db.select().from(orderLines)) as JudgedLine[];
  const listed = await db
    .select({ sid: callerIds.sid })
    .from(callerIds)
    .where(eq(callerIds.source, "twilio"));
  const verdict = judge(lines, await simulator.ledger(), new Set(listed.map((row) => row.sid ?? "")));
  const done = await db.select({ id: orders.id }).from(orders).where(eq(orders.state, "done"));
  const warm = memory.filter((one) => one.minute >= WARM_MINUTES);
  const slope = slopeOf(warm);
  await staying.stop();
  await restarting.stop();
  await pool.end();

  const mb = (kb = 0) => `${(kb / 1024).toFixed(0)} MB`;
  console.info(
    [
      `soak minutes=${minutes} restarts=${restarts} clients=${count} requests=${seen.requests} per_second=${(seen.requests / minutes / 60).toFixed(0)}`,
      `p50=${seen.p50} ms p99=${seen.p99} ms errors=${seen.errors.length} errors_at_restarts=${seen.atRestarts}`,
      `strangers=${forged.sent} refused=${forged.statuses[403]} health=${health.statuses[200]} of ${health.sent}`,
      `| orders=${placed} done=${done.length} lines=${lines.length} bought=${verdict.bought} lost=${verdict.lost} double=${verdict.double} orphan=${verdict.orphan} stuck=${verdict.stuck} charge_without_record=${verdict.chargeWithoutRecord}`,
      `| memory at ${WARM_MINUTES} min ${mb(warm[0]?.kb)}, at the end ${mb(warm.at(-1)?.kb)}, slope ${(slope / 1024).toFixed(2)} MB a minute`,
    ].join(" "),
  );
  for (const error of seen.errors.slice(0, 10)) console.error(error);
  const heldOff = forged.statuses[403] === forged.sent && health.statuses[200] === health.sent;
  return (
    heldOff &&
    seen.errors.length === 0 &&
    isClean(verdict) &&
    done.length === placed &&
    slope < FLAT_KB_PER_MINUTE
  );

  async function open() {
    const rows = await db
      .select({ id: orderLines.id })
      .from(orderLines)
      .where(inArray(orderLines.state, ["queued", "intent", "review"]));
    return rows.length;
  }
}
