import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { databaseWire } from "../support/database-wire";
import { newOrganization } from "../support/factories";
import { approvedOrder, orderState } from "../support/orders";
import { startConsole } from "../support/start-console";
import { type SimulatorProcess, startSimulatorProcess } from "../support/start-simulator";

const NUMBERS = 40;
const LATENCY_MS = 300;
/** Ready again by then, and the order's end after as long again as a lease. */
const READY_WITHIN_MS = 60_000;
/** How long new connections reach a server that only reads. */
const DEMOTED_MS = 5_000;
/** The console's own role, so that the failover is nobody else's. */
const ROLE = "console_in_failover";

/** A failover in the middle of an order: the console goes on by itself, and each number is bought once. */
export async function failovers(databaseUrl: string) {
  const { db, pool } = connect(databaseUrl, 4);
  const simulator = await startSimulatorProcess(databaseUrl, { latency: LATENCY_MS });
  process.env.TWILIO_BASE_URL = simulator.url;
  const url = await roleOf(db, databaseUrl);
  const silent = await through("wires go silent", { db, url, simulator }, async (wire) => {
    wire.silence();
  });
  const demoted = await through("the primary is demoted", { db, url, simulator }, async () => {
    // Who reconnects too early stays with a server that only reads.
    await db.execute(sql.raw(`alter role ${ROLE} set default_transaction_read_only = on`));
    await db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${ROLE}`);
    await pause(DEMOTED_MS);
    await db.execute(sql.raw(`alter role ${ROLE} reset default_transaction_read_only`));
  });
  simulator.stop();
  await pool.end();
  return [
    { name: "ready again after wires to the database went silent / 60 s", ratio: silent, most: 1 },
    { name: "ready again after its primary was demoted / 60 s", ratio: demoted, most: 1 },
  ];
}

async function roleOf(db: Db, databaseUrl: string) {
  const url = new URL(databaseUrl);
  const owner = url.username;
  url.username = ROLE;
  url.password = "failover";
  await db.execute(sql.raw(`create role ${ROLE} login password 'failover' in role ${owner}`));
  return url.href;
}

/** The share of a minute after which the server was ready again; fails unless its order ends and is bought once. */
async function through(
  name: string,
  { db, url, simulator }: { db: Db; url: string; simulator: SimulatorProcess },
  fail: (wire: Awaited<ReturnType<typeof databaseWire>>) => Promise<void>,
) {
  const wire = await databaseWire(url);
  const server = await startConsole({
    EMBEDDED: "yes",
    DATABASE_URL: wire.url,
    TWILIO_BASE_URL: simulator.url,
  });
  try {
    const { admin } = await newOrganization(db, { maximum: 1_000 });
    const { orderId, numbers } = await approvedOrder(db, admin, NUMBERS);
    const bought = async () =>
      (await orderState(db, orderId)).lines.filter(({ state }) => state === "bought");
    while ((await bought()).length < NUMBERS / 4) await pause(50);
    const failed = performance.now();
    const since = () => performance.now() - failed;
    await fail(wire);
    while (!(await isReady(server.url))) {
      if (since() > 3 * READY_WITHIN_MS) throw new Error("never ready again");
      await pause(250);
    }
    const ready = since();
    while ((await orderState(db, orderId)).state !== "done") {
      if (since() > 4 * READY_WITHIN_MS) throw new Error("the order did not end");
      await pause(250);
    }
    const sold = (await simulator.ledger()).filter(
      (entry) => entry.account_sid === admin.twilioAccountSid && entry.effect === "purchase",
    );
    if (
      sold
        .map(({ e164 }) => e164)
        .sort()
        .join() !== [...numbers].sort().join()
    )
      throw new Error(`${sold.length} purchases of ${NUMBERS} numbers`);
    console.info(
      `  ${name}: ready again after ${(ready / 1000).toFixed(1)} s, the order of ${NUMBERS} ended after ${(since() / 1000).toFixed(1)} s, ${sold.length} bought, each once`,
    );
    return ready / READY_WITHIN_MS;
  } finally {
    await server.stop();
    wire.stop();
  }
}

const isReady = (url: string) =>
  fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(2_000) })
    .then(({ ok }) => ok)
    .catch(() => false);
