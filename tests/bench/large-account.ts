import { and, eq } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { orderLines, orders } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { PRODUCTION_ENGINE } from "@/lib/domain/engine/engine-settings";
import type { Provider } from "@/lib/domain/twilio/provider";
import { twilioFor } from "@/lib/twilio";
import { newOrganization, simulatedAccount } from "../support/factories";
import { pump } from "../support/orders";
import { startSimulatorProcess } from "../support/start-simulator";
import { buyByHand } from "../torture/large-account";
import { placedByCode } from "./order";
import { median } from "./stage";

const NUMBERS = 100_000;
const LATENCY_MS = 300;

/** How long an order on a large account takes to begin, beside what it must ask Twilio at least. */
export async function largeAccount(databaseUrl: string) {
  const simulator = await startSimulatorProcess(databaseUrl, { latency: LATENCY_MS });
  process.env.TWILIO_BASE_URL = simulator.url;
  const { db, pool } = connect(databaseUrl, 10);
  try {
    const account = simulatedAccount();
    await buyByHand(simulator, account, NUMBERS);
    const { admin } = await newOrganization(db, { maximum: NUMBERS * 2, twilioAccountSid: account });
    const provider = await twilioFor(account);
    // A connection that is open already.
    await twoLooks(provider);
    const looks = await timed(() => twoLooks(provider));
    const unknown = await timeToBegin(db, admin, 10);
    const lists = await timed(() => readAll(provider));
    const large = await timeToBegin(db, admin, 500);
    const known = median([
      await timeToBegin(db, admin, 10),
      await timeToBegin(db, admin, 10),
      await timeToBegin(db, admin, 10),
    ]);
    console.info(
      `  two looks ${looks.toFixed(0)} ms; an order of 10 begins after ${unknown.toFixed(0)} ms where the account was never read, else ${known.toFixed(0)} ms; its list calls ${lists.toFixed(0)} ms, an order of 500 begins after ${large.toFixed(0)} ms`,
    );
    return [
      { name: "an order of 10 on a large account begins / two looks", ratio: known / looks, most: 1.3 },
      { name: "an order of 500 on a large account begins / its list calls", ratio: large / lists, most: 1.3 },
    ];
  } finally {
    await pool.end();
    simulator.stop();
  }
}

async function twoLooks(provider: Provider) {
  for (const e164 of ["+15125550100", "+15125550101"]) await provider.findOwned(e164);
}

async function readAll(provider: Provider) {
  for (let from: string | null | undefined; from !== null; ) {
    const page = await provider.listPage(from ?? null);
    if (page.kind !== "page") throw new Error(page.kind);
    from = page.next;
  }
}

/** Milliseconds until the first purchase of a new order would leave; it is bought by nobody. */
async function timeToBegin(db: Db, admin: Admin, numbers: number) {
  const { orderId, approve } = await placedByCode(db, admin, numbers);
  await approve();
  const stop = new AbortController();
  const begun = performance.now();
  let first = 0;
  const crashPoint = (point: string) => {
    if (point !== "after-intent") return;
    first ||= performance.now();
    stop.abort();
    throw new Error("bought by nobody");
  };
  const engine = { settings: PRODUCTION_ENGINE, crashPoint, onFault: () => undefined };
  await pump(db, engine, { seconds: 280, signal: stop.signal });
  // Nobody goes on with it.
  const paused = { state: "paused", pausedReason: "funds" } as const;
  await db.update(orders).set(paused).where(eq(orders.id, orderId));
  await db
    .update(orderLines)
    .set({ state: "queued", leaseUntil: null })
    .where(and(eq(orderLines.orderId, orderId), eq(orderLines.state, "intent")));
  return first - begun;
}

async function timed(work: () => Promise<unknown>) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
