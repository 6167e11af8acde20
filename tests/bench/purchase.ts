import { setTimeout as pause } from "node:timers/promises";
import { asc, eq } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { orderLines } from "@/db/schema";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import { type RunningConsole, startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { setFaults } from "../torture/faults";
import { begunOrder, msToEnd } from "./order";

const NUMBERS = 500;
const LATENCY_MS = 200;
/** Lease, timeout and quarantine, a tenth of production's 60/30/90. */
const SETTINGS = "6/3/9";
const [LEASE_MS, TIMEOUT_MS] = SETTINGS.split("/").map((seconds) => Number(seconds) * 1000) as [
  number,
  number,
];
/** One slot of eight is kept for checks. */
const SLOTS = CHECK_SLOT;

/** Orders of 500 through the production build: how fast, how much slower with faults, how soon again after SIGKILL. */
export async function purchase(databaseUrl: string) {
  const simulator = await startSimulatorProcess(databaseUrl, { latency: LATENCY_MS });
  const env = {
    EMBEDDED: "yes",
    DATABASE_URL: databaseUrl,
    TWILIO_BASE_URL: simulator.url,
    ENGINE_SETTINGS: SETTINGS,
  };
  const { db, pool } = connect(databaseUrl, 2);
  let server: RunningConsole | undefined;
  try {
    server = await startConsole(env);
    const { url } = server;
    const begin = () => begunOrder(db, url, NUMBERS);

    const ideal = (NUMBERS * LATENCY_MS) / SLOTS;
    const plain = await msToEnd(db, await begin());
    console.info(
      `  settings ${SETTINGS}; ${NUMBERS} bought in ${plain} ms; N·L/C = ${NUMBERS}·${LATENCY_MS}/${SLOTS} = ${ideal.toFixed(0)} ms`,
    );

    const [one, other] = await Promise.all(
      [await begin(), await begin()].map((orderId) => msToEnd(db, orderId)),
    );
    const apart = Math.max(one ?? 0, other ?? 0) / Math.min(one ?? 0, other ?? 0);
    console.info(`  two organisations at once: ${one} and ${other} ms`);

    await setFaults(simulator.control, 0.25, TIMEOUT_MS);
    const faulted = await msToEnd(db, await begin());
    await setFaults(simulator.control, 0, TIMEOUT_MS);
    console.info(`  with 25 % of the requests faulted: ${faulted} ms`);

    const orderId = await begin();
    while ((await finishedAmong(db, orderId)).length < NUMBERS / 5) await pause(50);
    await server.stop("SIGKILL");
    const killedAt = new Date();
    server = await startConsole(env, Number(new URL(url).port));
    let next: Date | undefined;
    while (!next) {
      next = (await finishedAmong(db, orderId)).find((at) => at > killedAt);
      await pause(50);
    }
    const recovery = next.getTime() - killedAt.getTime();
    console.info(
      `  after SIGKILL and a restart the next number is bought after ${recovery} ms; a lease is ${LEASE_MS} ms`,
    );
    return [
      { name: "500 numbers bought / N·L/C", ratio: plain / ideal, most: 1.15 },
      { name: "two organisations at once, the later / the sooner", ratio: apart, most: 1.2 },
      { name: "settled with 25 % faults / without", ratio: faulted / plain, most: 4 },
      { name: "progress after SIGKILL / a lease", ratio: recovery / LEASE_MS, most: 1.3 },
    ];
  } finally {
    await pool.end();
    await server?.stop();
    simulator.stop();
  }
}

async function finishedAmong(db: Db, orderId: string): Promise<Date[]> {
  const lines = await db
    .select({ at: orderLines.finishedAt })
    .from(orderLines)
    .where(eq(orderLines.orderId, orderId))
    .orderBy(asc(orderLines.finishedAt));
  return lines.flatMap(({ at }) => (at ? [at] : []));
}
