import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import autocannon from "autocannon";
import { sql } from "drizzle-orm";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { connect, type Db } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { memoryOf } from "../soak/memory";
import { databaseWire } from "../support/database-wire";
import { newOrganization, newTwilioCallerId, type Organization } from "../support/factories";
import { migrationsWith, removeFolders } from "../support/migrations-with";
import { newSession } from "../support/sessions";
import { type RunningConsole, startConsole } from "../support/start-console";
import { forgedCall, inventedCookie, strangers } from "../support/strangers";
import { startBare } from "./stage";

const DISTANCE_MS = 50;
const CALLS_PER_SECOND = 20;
const SECONDS = 10;
const WARM_UP_SECONDS = 6;
/** As many strangers a second as that, or half of what a bare handler serves on this machine. */
const STRANGERS_PER_SECOND = 400;
const ROWS = 10_000;
/** Six people, each of whom turns a page twice a second. */
const READERS = 6;
const READS_FOR_MS = 500;
const CALLED = "+15122319999";

type Taken = { p50: number; p95: number };

/** What real calls take while others are at it, with a database that is 50 ms away: strangers, readers, large posts. */
export async function bulkheads(databaseUrl: string) {
  const { db, pool } = connect(databaseUrl, 2);
  const organization = await newOrganization(db, { maximum: 2 * ROWS, people: 0 });
  await newTwilioCallerId(db, organization, CALLED, "+16285550100");
  await listManyCallerIds(db, organization);
  const session = await newSession(db, organization.admin.userId);
  const wire = await databaseWire(databaseUrl, { roundTrip: DISTANCE_MS });
  const server = await startConsole({ EMBEDDED: "yes", DATABASE_URL: wire.url });
  const call = () => signedCall(server.url, organization.twilioAccountSid);
  const calls = () => callsFor(SECONDS, call);
  try {
    const perSecond = Math.min(STRANGERS_PER_SECOND, (await bareCapacity()) / 2);
    const load = { perSecond: Math.round(perSecond), seconds: SECONDS };
    console.info(`  ${load.perSecond} strangers a second`);
    const voice = `${server.url}/api/voice/incoming`;
    const health = `${server.url}/api/health`;
    const list = `${server.url}/administration/caller-ids`;
    // Until the server runs the code that its compiler has settled on.
    const warmUp = { ...load, seconds: WARM_UP_SECONDS };
    await strangers(voice, warmUp, forgedCall);
    await strangers(health, warmUp);
    await strangers(list, warmUp, inventedCookie);
    await calls();
    const alone = await calls();
    const beside = async (name: string, others: () => Promise<unknown>) => {
      const [taken] = await Promise.all([calls(), others()]);
      console.info(`  beside ${name}: p50 ${taken.p50.toFixed(0)} ms, p95 ${taken.p95.toFixed(0)} ms`);
      return taken;
    };
    console.info(`  calls alone: p50 ${alone.p50.toFixed(0)} ms, p95 ${alone.p95.toFixed(0)} ms`);
    const forged = await beside("forged webhooks", () => strangers(voice, load, forgedCall));
    const checked = await beside("health checks", () => strangers(health, load));
    const cookies = await beside("invented cookies", () => strangers(list, load, inventedCookie));
    const readers = await beside("readers of a long list", () => readList(server.url, session));
    const migration = await beside("a migration and an open read", () => migrateBesideRead(databaseUrl));
    const grown = await memoryUnderPosts(server);
    return [
      { name: "calls' p50 beside forged webhooks / alone", ratio: forged.p50 / alone.p50, most: 2 },
      { name: "calls' p50 beside health checks / alone", ratio: checked.p50 / alone.p50, most: 2 },
      { name: "calls' p50 beside invented cookies / alone", ratio: cookies.p50 / alone.p50, most: 2 },
      {
        name: "calls' p95 beside six readers of 10,000 rows / alone",
        ratio: readers.p95 / alone.p95,
        most: 3,
      },
      {
        name: "calls' p95 beside a migration and an open read / alone",
        ratio: migration.p95 / alone.p95,
        most: 3,
      },
      { name: "memory at most under 9 MB posts / before", ratio: grown, most: 1.5 },
    ];
  } finally {
    await server.stop();
    wire.stop();
    await pool.end();
  }
}

/** Posts a second that a handler which reads them and answers serves at most, in an app of the same Next. */
async function bareCapacity(): Promise<number> {
  const bare = await startBare();
  try {
    const { body, headers } = forgedCall();
    const fire = () =>
      autocannon({ url: `${bare.url}/post`, method: "POST", body, headers, connections: 50, duration: 4 });
    await fire();
    return (await fire()).requests.average;
  } finally {
    await bare.stop();
  }
}

async function listManyCallerIds(db: Db, { organizationId }: Organization) {
  await db.execute(sql`
    insert into caller_ids (id, organization_id, source, e164, country, type)
    select 'cid_bench_' || n, ${organizationId}, 'own', '+1219' || lpad(n::text, 7, '0'), 'US', 'local'
    from generate_series(1, ${ROWS}) n`);
}

async function signedCall(url: string, account: string) {
  const address = `${url}/api/voice/incoming`;
  const params = {
    AccountSid: account,
    CallSid: `CA${randomBytes(16).toString("hex")}`,
    From: "+16175550188",
    To: CALLED,
  };
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams(params),
    headers: {
      "x-twilio-signature": getExpectedTwilioSignature(SIMULATOR_CREDENTIALS.authToken, address, params),
    },
    // Twilio gives up after 15 s.
    signal: AbortSignal.timeout(15_000),
  });
  if (!(await answer.text()).includes("<Dial")) throw new Error(`a call was not answered: ${answer.status}`);
}

/** Calls that begin at a steady pace, whatever the ones before take. */
async function callsFor(seconds: number, call: () => Promise<void>): Promise<Taken> {
  const taken: number[] = [];
  const under: Promise<void>[] = [];
  for (let nr = 0; nr < seconds * CALLS_PER_SECOND; nr++) {
    const begun = performance.now();
    under.push(call().then(() => void taken.push(performance.now() - begun)));
    await pause(1000 / CALLS_PER_SECOND);
  }
  await Promise.all(under);
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.floor(taken.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

async function readList(url: string, session: string) {
  const until = Date.now() + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      while (Date.now() < until) {
        const page = await fetch(`${url}/administration/caller-ids`, {
          headers: { cookie: `console.session=${session}` },
        });
        await page.text();
        await pause(READS_FOR_MS);
      }
    }),
  );
}

/** A migration that wants the list for itself, while somebody reads it and does not end. */
async function migrateBesideRead(databaseUrl: string) {
  const { db, pool } = connect(databaseUrl, 1);
  const folder = migrationsWith([["bench", "alter table caller_ids add column bench text;"]]);
  try {
    const migrated = await db.transaction(async (tx) => {
      await tx.execute(sql`select count(*) from caller_ids`);
      const migrating = migrateDatabase(databaseUrl, { environment: "embedded", folder });
      await pause(SECONDS * 800);
      return { migrating };
    });
    await migrated.migrating;
  } finally {
    removeFolders();
    await pool.end();
  }
}

const POST_BYTES = 9 * 1024 * 1024;
const POSTS_AT_ONCE = 40;

/** The most memory that a server has while strangers post megabytes, said or chunked, as a share of what it had. */
async function memoryUnderPosts({ url, process }: RunningConsole) {
  const memory = () => memoryOf(process.pid ?? 0);
  const before = memory();
  let most = before;
  const body = Buffer.alloc(POST_BYTES, "x");
  const until = Date.now() + SECONDS * 1000;
  await Promise.all([
    ...Array.from({ length: POSTS_AT_ONCE }, async (_, index) => {
      while (Date.now() < until) await post(`${url}/administration/caller-ids`, body, index % 2 === 0);
    }),
    (async () => {
      while (Date.now() < until) {
        most = Math.max(most, memory());
        await pause(50);
      }
    })(),
  ]);
  console.info(`  memory before ${(before / 1024).toFixed(0)} MB, at most ${(most / 1024).toFixed(0)} MB`);
  return most / before;
}

/** Ends when it is answered or cut off. */
function post(url: string, body: Buffer, chunked: boolean): Promise<void> {
  return new Promise((done) => {
    const headers = {
      "content-type": "multipart/form-data; boundary=x",
      ...(chunked ? {} : { "content-length": body.length }),
    };
    const asked = request(url, { method: "POST", headers }, (answer) => answer.resume().once("close", done));
    asked.once("error", () => done());
    asked.end(body);
  });
}
