import { and, eq, sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { listOrderEvents } from "@/db/queries/audit";
import { finishOrder } from "@/db/queries/order-progress";
import { decideLine } from "@/db/queries/reconcile-actions";
import { settleLine } from "@/db/queries/settlements";
import { orderLines, orderNotices, orders } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { validateCode } from "@/lib/orders/validate-code";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, FAST, fillCart, orderState, placedOrder, pump } from "@/tests/support/orders";
import { claimFor, ENGINE, expectAgreement } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("an order's end", () => {
  async function claimedToBuy(db: Db, admin: Admin) {
    const claim = await claimFor(db, admin);
    if (claim?.kind !== "buy") throw new Error("no purchase");
    return claim;
  }

  /** Its first line is claimed, the others are queued. */
  async function firstClaimed(db: Db, admin: Admin, count: number) {
    const { orderId, numbers } = await approvedOrder(db, admin, count);
    await db.update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
    return { orderId, numbers, claim: await claimedToBuy(db, admin) };
  }

  /** Its first line is claimed, its second is queued, and a snapshot of it is due. */
  async function claimedAndToSnapshot(db: Db, admin: Admin) {
    const { orderId, numbers, claim } = await firstClaimed(db, admin, 2);
    const [, e164 = ""] = numbers;
    await db.update(orders).set({ state: "approved" }).where(eq(orders.id, orderId));
    const second = and(eq(orderLines.orderId, orderId), eq(orderLines.e164, e164));
    return { orderId, claim, second };
  }
  const failed = { state: "failed" as const, reason: "already-owned", finishedAt: sql`now()` };
  const notBought = { to: "failed", reason: "taken" } as const;

  it("is not missed when a snapshot fails its last queued line at the same moment", async ({ db, admin }) => {
    const { orderId, claim, second } = await claimedAndToSnapshot(db, admin);
    let settling: Promise<boolean> | undefined;
    await db.transaction(async (tx) => {
      await tx.update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
      await tx.update(orderLines).set(failed).where(second);
      settling = settleLine(db, claim, notBought, FAST);
      await new Promise((done) => setTimeout(done, 200));
    });
    await settling;
    expect((await orderState(db, orderId)).state).toBe("failed");
  });

  it("comes with a person's decision about the last line but one, while that one settles", async ({
    db,
    admin,
  }) => {
    const { orderId, claim: one } = await firstClaimed(db, admin, 2);
    const other = await claimedToBuy(db, admin);
    await settleLine(db, one, { to: "review", reason: "unclear-age", number: null }, FAST);
    let settling: Promise<boolean> | undefined;
    await db.transaction(async (tx) => {
      const { id, fence } = one.line;
      await decideLine(tx, admin, { id, fence }, { to: "failed", reason: "given-up" });
      await finishOrder(tx, admin, orderId, { byPerson: true });
      settling = settleLine(db, other, notBought, FAST);
      await new Promise((done) => setTimeout(done, 200));
    });
    await settling;
    expect((await orderState(db, orderId)).state).toBe("failed");
  });

  it("and that a number needs a person are told by the next pump when whoever should have died", async ({
    db,
    admin,
  }) => {
    const { orderId, claim } = await firstClaimed(db, admin, 1);
    const review = { state: "review" as const, reason: "unclear-age", leaseUntil: null };
    await db.update(orderLines).set(review).where(eq(orderLines.id, claim.line.id));
    const told = () => db.select().from(orderNotices).where(eq(orderNotices.orderId, orderId));
    expect(await told()).toEqual([]);
    await pump(db);
    expect(await told()).toMatchObject([{ kind: "review" }]);
    await pump(db);
    expect(await told()).toHaveLength(1);
  });

  it("is written by the next pump when whoever should have was stopped", async ({ db, admin }) => {
    const { orderId, claim, second } = await claimedAndToSnapshot(db, admin);
    await settleLine(db, claim, notBought, FAST);
    await db.update(orderLines).set(failed).where(second);
    await db.update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("failed");
  });
});

describe("two admins with the same numbers", () => {
  it("who approve at the same moment buy each once; the other row says so", async ({
    db,
    admin,
    colleague,
  }) => {
    const numbers = await fillCart(admin, 2);
    for (const e164 of numbers) await fillCart(colleague, 1, { contains: e164.slice(1) });
    const mine = await placedOrder(db, admin);
    const theirs = await placedOrder(db, colleague);
    const outcomes = await Promise.all([
      validateCode(admin, mine.orderId, mine.code),
      validateCode(colleague, theirs.orderId, theirs.code),
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["approved", "approved"]);
    await pump(db);

    await expectAgreement(db, admin, numbers);
    const states = await Promise.all([mine, theirs].map(({ orderId }) => orderState(db, orderId)));
    expect(states.map((one) => one.state).sort()).toEqual(["done", "failed"]);
    const loser = states.find((one) => one.state === "failed");
    expect(loser?.lines.map((line) => line.reason)).toEqual(["in-another-order", "in-another-order"]);
    const loserId = (loser === states[0] ? mine : theirs).orderId;
    const said = await listOrderEvents(db, admin, loserId);
    const failures = said.flatMap(({ event }) => (event.kind === "number.failed" ? [event] : []));
    expect(failures.sort((a, b) => a.e164.localeCompare(b.e164))).toEqual(
      numbers.map((e164) => ({
        kind: "number.failed",
        orderId: loserId,
        e164,
        reason: "in-another-order",
      })),
    );
  });
});
