import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { listCart } from "@/db/queries/carts";
import { orderLines, orders } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Admin } from "@/lib/domain/actor/actor";
import { cancelRemaining } from "@/lib/orders/cancel-remaining";
import { cancelUnapprovedOrder } from "@/lib/orders/cancel-unapproved-order";
import { placeOrder } from "@/lib/orders/place-order";
import { resumeOrder } from "@/lib/orders/resume-order";
import { validateCode } from "@/lib/orders/validate-code";
import type { FaultAction } from "@/lib/simulator/faults";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "@/tests/support/cart-rows";
import { anotherAdmin, newOrganization } from "@/tests/support/factories";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { newestCode, orderState, pump } from "@/tests/support/orders";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import type { CrashPoint } from "./engine";

/**
 * Whatever two admins, their codes, dying pumps, Twilio's faults and somebody in Twilio's own console do in whatever
 * order: what was approved is bought once, and nothing else is. A failure prints its seed and the shortest way to it.
 * MODEL_RUNS=200 npx vitest run model for longer.
 */
const RUNS = Number(process.env.MODEL_RUNS ?? 15);
const FASTER = { lease: 400, timeout: 200, quarantine: 600 };
const database = testDatabase({ ENGINE_SETTINGS: "0.4/0.2/0.6" });
const stock = pools("US", "local").flatMap((pool) => pool.numbers(1));
const NUMBERS = 6;

/** What must be so. */
type Model = {
  waiting: [Waiting | null, Waiting | null];
  approved: Set<string>;
  approvedOrders: Set<string>;
  /** In the account, but not through us. */
  byHand: Set<string>;
  /** Lines whose order was ended early, and how often each had been asked for by then. */
  ended: Map<string, number>;
};
type Waiting = { orderId: string; code: string; numbers: string[] };
type Real = { admins: [Admin, Admin]; organizationId: string; account: string; world: typeof stock };
type Who = 0 | 1;
type Step = (model: Model, real: Real) => Promise<void>;

/** A step that fast-check may take, leave out and print. */
function command(name: string, step: Step): fc.AsyncCommand<Model, Real> {
  return {
    check: () => true,
    toString: () => name,
    async run(model, real) {
      await step(model, real);
      const bought = await simulatedTwilio().purchases(real.account);
      expect(new Set(bought).size).toBe(bought.length);
      expect(bought.filter((e164) => !model.approved.has(e164))).toEqual([]);
    },
  };
}

const who = fc.constantFrom<Who>(0, 1);
const which = fc.nat({ max: NUMBERS - 1 });
const numberOf = (real: Real, index: number) => real.world[index]?.e164 ?? "";

const wanted = fc.tuple(who, fc.uniqueArray(which, { minLength: 1, maxLength: 3 }));

async function place(model: Model, real: Real, by: Who, indexes: number[]) {
  const admin = real.admins[by];
  const has = new Set((await listCart(database(), admin)).map((row) => row.e164));
  const rows = indexes.flatMap((index) => real.world[index] ?? []).filter((row) => !has.has(row.e164));
  if (rows.length > 0) await insertInCart(database(), admin, rows);
  const placed = await placeOrder(admin, { forwardTo: "+16285550100", userIds: [], ringForever: false });
  if (placed.kind !== "placed") return;
  const { lines } = await orderState(database(), placed.orderId);
  model.waiting[by] = {
    orderId: placed.orderId,
    code: await newestCode(database(), admin.email),
    numbers: lines.map((line) => line.e164),
  };
}

const places = wanted.map(([by, indexes]) =>
  command(`admin ${by} places ${indexes}`, (model, real) => place(model, real, by, indexes)),
);

type How = "the right" | "a wrong" | "the other admin's";
async function type(model: Model, { admins }: Real, by: Who, how: How) {
  const mine = model.waiting[by];
  const other = model.waiting[by === 0 ? 1 : 0];
  if (!mine) return;
  const typed = { "the right": mine.code, "a wrong": "0000-0000", "the other admin's": other?.code ?? "" }[
    how
  ];
  if (how === "the right") {
    for (const e164 of mine.numbers) model.approved.add(e164);
    model.approvedOrders.add(mine.orderId);
  }
  const outcome = await validateCode(admins[by], mine.orderId, typed);
  if (outcome.kind !== "approved") return;
  expect(how).toBe("the right");
  model.waiting[by] = null;
}

const types = fc
  .tuple(who, fc.constantFrom<How[]>("the right", "a wrong", "the other admin's"))
  .map(([by, how]) => command(`admin ${by} types ${how} code`, (model, real) => type(model, real, by, how)));

const approves = wanted.map(([by, indexes]) =>
  command(`admin ${by} approves ${indexes}`, async (model, real) => {
    await place(model, real, by, indexes);
    await type(model, real, by, "the right");
  }),
);

const race = fc.tuple(which, which).map(([one, common]) =>
  command(`both admins approve ${common} at once, one of them ${one} too`, async (model, real) => {
    await place(model, real, 0, [...new Set([common, one])]);
    await place(model, real, 1, [common]);
    await Promise.all([type(model, real, 0, "the right"), type(model, real, 1, "the right")]);
  }),
);

const cancel = who.map((by) =>
  command(`admin ${by} cancels`, async (model, { admins }) => {
    const mine = model.waiting[by];
    if (mine)
      expect(await cancelUnapprovedOrder(admins[by], mine.orderId)).toEqual({
        kind: "cancelled",
        mine: true,
      });
    model.waiting[by] = null;
  }),
);

/** How often each number of an order that was ended early had been asked for by then. */
const cancelsRest = who.map((by) =>
  command(
    `admin ${by} cancels what is left of the newest open order`,
    async (model, { admins, organizationId }) => {
      const [open] = await database()
        .select({ id: orders.id })
        .from(orders)
        .where(
          and(
            eq(orders.organizationId, organizationId),
            inArray(orders.state, ["approved", "buying", "paused"]),
            isNull(orders.endingSince),
          ),
        )
        .orderBy(desc(orders.createdAt))
        .limit(1);
      if (!open) return;
      expect((await cancelRemaining(admins[by], open.id)).kind).toBe("cancelled");
      for (const { id, attempts } of (await orderState(database(), open.id)).lines)
        model.ended.set(id, attempts);
    },
  ),
);

const FAULTS: Record<string, FaultAction> = {
  "no answer, nothing bought": { kind: "cut", effect: "before" },
  "no answer, bought": { kind: "cut", effect: "after" },
  "an answer after our patience": { kind: "late", ms: 260, hang: true },
  "a 503, bought": { kind: "status5xx", code: 503, effect: "after" },
  "too many requests": { kind: "status429" },
  "a suspended account": { kind: "account", as: "20403" },
};
const POINTS: CrashPoint[] = [
  "before-claim",
  "after-intent",
  "after-second-intent",
  "after-effect",
  "after-record",
];

const work = fc
  .tuple(
    fc.option(fc.constantFrom(...Object.keys(FAULTS))),
    fc.option(fc.constantFrom(...POINTS)),
    fc.integer({ min: 1, max: 2 }),
  )
  .map(([fault, point, pumps]) => {
    const name = `${pumps} pumps${fault ? `, Twilio gives ${fault}` : ""}${point ? `, killed ${point}` : ""}`;
    return command(name, async (_model, { organizationId, account }) => {
      const action = fault && FAULTS[fault];
      if (action) await simulatedTwilio().fault(action, { method: "POST", account }, { times: 1 });
      const pumped = Array.from({ length: pumps }, () => {
        let alive = true;
        const crashPoint = (at: CrashPoint) => {
          if (at !== point || !alive) return;
          alive = false;
          throw new Error("killed");
        };
        const engine = { settings: FASTER, crashPoint };
        return pump(database(), engine, { organizationId, seconds: 1 }).catch((error) =>
          expect(error.message).toBe("killed"),
        );
      });
      await Promise.all(pumped);
    });
  });

const byHand = which.map((index) =>
  command(`somebody buys ${index} by hand`, async (model, real) => {
    const e164 = numberOf(real, index);
    const held = (await simulatedTwilio().held(real.account)).some((number) => number.e164 === e164);
    // Under way through us, it would be anybody's guess who was first.
    if (held || model.approved.has(e164)) return;
    model.byHand.add(e164);
    await simulatedTwilio().outside({ kind: "buy", account: real.account, numbers: [e164], ago: 86_400 });
  }),
);

const resume = fc.constant(command("somebody resumes", (_model, real) => resumeAll(real)));

async function resumeAll({ admins, organizationId }: Real) {
  const paused = await database()
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.organizationId, organizationId), eq(orders.state, "paused")));
  for (const { id } of paused) await resumeOrder(admins[0], id);
}

async function newWorld(): Promise<{ model: Model; real: Real }> {
  const {
    admin,
    organizationId,
    twilioAccountSid: account,
  } = await newOrganization(database(), { people: 0 });
  const admins: [Admin, Admin] = [admin, await anotherAdmin(database(), admin)];
  const world = stock.splice(0, NUMBERS);
  if (world.length < NUMBERS) throw new Error("The area code has no more numbers for another run");
  return {
    model: {
      waiting: [null, null],
      approved: new Set(),
      approvedOrders: new Set(),
      byHand: new Set(),
      ended: new Map(),
    },
    real: { admins, organizationId, account, world },
  };
}

/** Everything comes to its end once Twilio answers again, and both ledgers agree. How many were bought. */
async function judge(model: Model, real: Real): Promise<number> {
  await simulatedTwilio().clearFaults();
  await resumeAll(real);
  await pump(database(), { settings: FASTER }, { organizationId: real.organizationId });
  const lines = await database()
    .select()
    .from(orderLines)
    .where(eq(orderLines.organizationId, real.organizationId));
  const bought = lines.filter((line) => line.state === "bought").map((line) => line.e164);
  expect(bought.filter((e164) => model.byHand.has(e164))).toEqual([]);
  expect(lines.filter((line) => ["queued", "intent", "review"].includes(line.state))).toEqual([]);
  expect((await simulatedTwilio().purchases(real.account)).sort()).toEqual([...bought].sort());
  const listed = await listCallerIds(database(), real.organizationId);
  expect(listed.map((row) => row.e164).sort()).toEqual([...bought].sort());
  // Nobody else wants these numbers: what was approved is had, by us or by hand.
  const approved = lines.filter((line) => model.approvedOrders.has(line.orderId) && line.state !== "dropped");
  // Or it was cancelled, which lets down another order that had to go without it.
  const cancelled = lines.filter(({ id, reason }) => reason === "cancelled" && model.ended.has(id));
  for (const { e164, state } of approved)
    expect(
      state === "bought" ||
        bought.includes(e164) ||
        model.byHand.has(e164) ||
        cancelled.some((line) => line.e164 === e164),
    ).toBe(true);
  for (const { id, attempts } of lines) expect(attempts).toBeLessThanOrEqual(model.ended.get(id) ?? attempts);
  return bought.length;
}

it(
  "keeps every promise whatever happens in whatever order",
  async () => {
    const steps = [places, types, approves, approves, race, work, work, cancel, cancelsRest, byHand, resume];
    let bought = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 12, size: "max" }), async (taken) => {
        const { model, real } = await newWorld();
        await fc.asyncModelRun(() => ({ model, real }), taken);
        bought += await judge(model, real);
      }),
      { numRuns: RUNS },
    );
    // Or nothing was tried.
    expect(bought).toBeGreaterThan(RUNS / 3);
  },
  RUNS * 60_000,
);
