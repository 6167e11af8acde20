import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { callerIds, orderLines, releaseLines } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { random } from "@/lib/simulator/inventory";
import { insertInCart } from "../support/cart-rows";
import { databaseWire } from "../support/database-wire";
import { anotherAdmin, newOrganization } from "../support/factories";
import { placedOrder } from "../support/orders";
import type { LedgerEntry } from "../support/start-simulator";
import { type ChangeFigures, changeEverything, countWrong } from "./changes";
import { APPLICATION, startWorkers, type Worker } from "./chaos";
import { attackAndApprove, type CodeFigures } from "./codes";
import type { cuttingProxy } from "./cutting-proxy";
import { isClean, judge, unrecordedNumbers } from "./judge";
import {
  cancelInTheMiddle,
  countOpen,
  countReviews,
  countUnattended,
  decideReviews,
  foundOnReconcile,
  type PlacedOrder,
  resumePaused,
  spoilSettlement,
} from "./person";
import { countReleasing, judgeReleases, type ReleaseFigures, releaseSome, resumeReleases } from "./releases";
import type { wishes } from "./wishes";

type Arena = {
  databaseUrl: string;
  proxy: Awaited<ReturnType<typeof cuttingProxy>>;
  /** Sets the faults, and takes them away. */
  faults: { on: () => Promise<void>; off: () => Promise<void> };
  ledger: () => Promise<LedgerEntry[]>;
  /** The Twilio account of the last organisation, which has many numbers already. */
  largeAccount?: string;
};

type Options = {
  seed: number;
  settings: string;
  lists: ReturnType<typeof wishes>["lists"];
  minutes: number;
  /** So many numbers are given back meanwhile. */
  givenBack: number;
  /** Where another release is that runs beside ours. */
  beside?: string;
};

/** The chance that a wire breaks at a chunk that passes. */
const CUTS = 0.004;
/** Their clocks are far from the database's; Twilio's is elsewhere again. The other release, if any, is the second. */
const machines = (beside?: string): Worker[] => [
  { clock: -10 * 60_000, sleeps: true },
  { clock: 10 * 60_000, folder: beside },
];
/** Orders that are left alone have this long to end once nothing goes wrong any more. */
const CALM_SECONDS = 120;

/** Buys everything that everybody wants while everything goes wrong, then lets the dust settle and has it judged. */
export async function torture(arena: Arena, { seed, settings, lists, minutes, givenBack, beside }: Options) {
  const { db, pool } = connect(arena.databaseUrl, 4);
  const chance = random(`torture/${seed}/chaos`);
  const lease = Number(settings.split("/")[0]) * 1000;
  const placed = await placeOrders(db, lists, arena.largeAccount);
  await arena.faults.on();
  const codes: CodeFigures[] = [];
  for (const { admin, orderId, code } of placed) codes.push(await attackAndApprove(db, admin, orderId, code));
  const [spoiledOrder, cancelledOrder] = [placed[0] as PlacedOrder, placed[1] as PlacedOrder];
  // Before anybody buys: on a fast machine a small order is soon without a line that waits.
  const spoiled = await spoilSettlement(db, spoiledOrder);
  arena.proxy.cutWith(CUTS);
  const total = await countUnattended(db);
  const wire = await databaseWire(arena.databaseUrl);
  const workers = await startWorkers(machines(beside), wire, {
    EMBEDDED: "yes",
    DATABASE_URL: `${wire.url}?application_name=${APPLICATION}`,
    TWILIO_BASE_URL: arena.proxy.url,
    ENGINE_SETTINGS: settings,
  });
  try {
    const until = Date.now() + minutes * 60_000;
    let attemptsThen: Map<string, number> | undefined;
    const changes: ChangeFigures = { changes: 0, undos: 0, refused: 0 };
    const releasing: ReleaseFigures = { asked: 0, kept: 0 };
    const admins = placed.map(({ admin }) => admin);
    const giveBackTogether = () =>
      Promise.all(
        pairOf(placed, chance).map(({ admin }) => releaseSome(db, admin, chance, releasing, givenBack)),
      );
    // Two admins of one organisation at the same moment.
    const changeTogether = () =>
      Promise.all(pairOf(placed, chance).map(({ admin }) => changeEverything(db, admin, chance, changes)));
    do {
      await pause(300 + chance() * 1500);
      await workers.strike(db, chance, lease);
      await resumePaused(db, placed);
      await resumeReleases(db, admins);
      await Promise.all([changeTogether(), giveBackTogether()]);
      attemptsThen ??= await cancelInTheMiddle(db, cancelledOrder);
    } while (
      Date.now() < until &&
      ((await countUnattended(db)) > total / 20 ||
        releasing.asked < givenBack ||
        (await countReleasing(db)) > 0)
    );
    arena.proxy.cutWith(0);
    await arena.faults.off();
    let decided = 0;
    for (const calm = Date.now() + CALM_SECONDS * 1000; Date.now() < calm && (await isAtWork(db)); ) {
      await resumePaused(db, placed);
      await resumeReleases(db, admins);
      await pause(250);
      await changeTogether();
      if ((await countReviews(db)) === 0) continue;
      // A person mends the cause first.
      await spoiled.mend();
      decided += await decideReviews(placed);
    }
    const onReconcile = await foundOnReconcile(placed);

    const lines = (await db.select().from(orderLines)).map((line) => ({
      ...line,
      attemptsAfterCancel: line.attempts - (attemptsThen?.get(line.id) ?? line.attempts),
    }));
    const listed = await db
      .select({ sid: callerIds.sid })
      .from(callerIds)
      .where(eq(callerIds.source, "twilio"));
    const ledger = await arena.ledger();
    const given = await db.select().from(releaseLines);
    const verdict = {
      ...judgeReleases(given, ledger),
      ...judge(lines, ledger, new Set(listed.map((row) => row.sid ?? "")), onReconcile),
      miscounted: await countWrong(db),
    };
    if (!isClean(verdict)) for (const about of unrecordedNumbers(lines, ledger)) console.error(about);
    const cancelled = lines.filter((line) => line.reason === "cancelled").length;
    const sold = new Set(ledger.flatMap(({ effect, sid }) => (effect === "purchase" && sid ? [sid] : [])));
    const kept = [...onReconcile].filter((sid) => sold.has(sid)).length;
    const person = { cancelled, decided, kept };
    const attempts = lines.reduce((sum, line) => sum + line.attempts, 0);
    return {
      orders: placed.length,
      lines: lines.length,
      attempts,
      verdict,
      codes,
      chaos: workers.figures,
      person,
      changes,
      releasing: { ...releasing, released: given.filter(({ state }) => state === "released").length },
    };
  } finally {
    await workers.stop();
    wire.stop();
    await pool.end();
  }
}

const isAtWork = async (db: Db) => (await countOpen(db)) + (await countReleasing(db)) > 0;

/** The two admins of an organisation: their orders were placed one after the other. */
function pairOf(placed: PlacedOrder[], chance: () => number): [PlacedOrder, PlacedOrder] {
  const first = 2 * Math.floor(chance() * Math.floor(placed.length / 2));
  return [placed[first] as PlacedOrder, placed[first + 1] as PlacedOrder];
}

async function placeOrders(db: Db, lists: Options["lists"], largeAccount?: string) {
  const placed: { admin: Admin; orderId: string; code: string }[] = [];
  for (const [index, [first, second]] of lists.entries()) {
    const twilioAccountSid = index === lists.length - 1 ? largeAccount : undefined;
    const { admin } = await newOrganization(db, { maximum: 10_000, twilioAccountSid });
    for (const [who, numbers] of [
      [admin, first],
      [await anotherAdmin(db, admin), second],
    ] as const) {
      await insertInCart(db, who, numbers);
      placed.push({ admin: who, ...(await placedOrder(db, who)) });
    }
  }
  return placed;
}
