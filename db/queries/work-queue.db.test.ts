import { setTimeout as pause } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, describe, expect, vi } from "vitest";
import { connect, type Db } from "@/db/client";
import { orderLines, orders, providerSlots } from "@/db/schema";
import { buying, claimedLine, claimedSnapshot, fenceTest, LONG } from "@/tests/support/claims";
import { ownedNumber } from "@/tests/support/factories";
import { insertOpenOrders } from "@/tests/support/open-orders";
import { approvedOrder, FAST, orderState } from "@/tests/support/orders";
import { settleSnapshot } from "./account-snapshots";
import { claimWork } from "./claims";
import { settleLine } from "./settlements";
import { msUntilNextWork, wakeForgottenOrders } from "./work-queue";

const it = fenceTest();
afterEach(() => vi.restoreAllMocks());

const dueOf = async (db: Db, orderId: string) =>
  (await db.select({ dueAt: orders.dueAt }).from(orders).where(eq(orders.id, orderId)))[0]?.dueAt;

const bought = () => ({ to: "bought", sid: ownedNumber({}).sid }) as const;

describe("an order's turn", () => {
  it("comes when something of it is due, however often it is asked for before", async ({ db, order }) => {
    await buying(db, order);
    const { organizationId } = order;
    for (let asked = 0; asked < 3; asked++) {
      expect(await claimWork(db, organizationId, LONG)).toBeNull();
      const ms = await msUntilNextWork(db, organizationId);
      expect(ms).toBeGreaterThan(LONG.lease - 10_000);
      expect(ms).toBeLessThanOrEqual(LONG.lease);
    }
  });

  it("comes when a lease has run out, of whoever died with it", async ({ db, order }) => {
    await settleSnapshot(db, await claimedSnapshot(db, order.organizationId), []);
    expect(await claimWork(db, order.organizationId, FAST)).toMatchObject({ kind: "buy" });
    expect(await msUntilNextWork(db, order.organizationId)).toBeGreaterThan(0);
    expect(await claimWork(db, order.organizationId, FAST)).toBeNull();
    await pause(FAST.lease + 50);
    expect(await claimWork(db, order.organizationId, FAST)).toMatchObject({ kind: "check" });
  });

  it("comes at once when a line of it may be taken up sooner than was known", async ({ db, order }) => {
    const claim = await buying(db, order);
    const { organizationId, orderId } = order;
    await msUntilNextWork(db, organizationId);
    const putOff = await dueOf(db, orderId);
    await settleLine(db, claim, { to: "intent", notBefore: 0, counted: false }, FAST);
    expect((await dueOf(db, orderId))?.getTime()).toBeLessThan(putOff?.getTime() ?? 0);
    expect(await claimWork(db, organizationId, LONG)).toMatchObject({ kind: "check" });
  });

  it("never comes while it is paused with nothing to look up, and at once when it is resumed", async ({
    db,
    order: { organizationId, orderId },
  }) => {
    // As any release writes it.
    await db.execute(sql`update orders set state = 'paused', paused_reason = 'funds' where id = ${orderId}`);
    expect(await claimWork(db, organizationId, LONG)).toBeNull();
    expect(await msUntilNextWork(db, organizationId)).toBeNull();
    expect(await dueOf(db, orderId)).toBeNull();
    await db.execute(sql`update orders set state = 'approved', paused_reason = null where id = ${orderId}`);
    expect(await msUntilNextWork(db, organizationId)).toBe(0);
    expect(await claimWork(db, organizationId, LONG)).toMatchObject({ kind: "snapshot" });
  });

  it("comes at once when a person has a number of it looked for again", async ({ db, order }) => {
    const claim = await buying(db, order);
    await settleLine(db, claim, { to: "review", reason: "unclear-age", number: null }, FAST);
    expect(await msUntilNextWork(db, order.organizationId)).toBeNull();
    await db.execute(sql`update order_lines set state = 'intent', reason = null where id = ${claim.line.id}`);
    expect(await msUntilNextWork(db, order.organizationId)).toBe(0);
    expect(await claimWork(db, order.organizationId, LONG)).toMatchObject({ kind: "check" });
  });
});

describe("an order without a turn", () => {
  it("gets one when a line of it was claimed while it was being put off for good", async ({ db, order }) => {
    const claim = await buying(db, order);
    const { organizationId, orderId } = order;
    await db.update(orders).set({ state: "paused", pausedReason: "funds" }).where(eq(orders.id, orderId));
    await db.update(orders).set({ dueAt: null }).where(eq(orders.id, orderId));
    await wakeForgottenOrders(db, organizationId, LONG.quarantine);
    expect(await msUntilNextWork(db, organizationId)).toBeGreaterThan(0);
    await db.update(orderLines).set({ leaseUntil: null }).where(eq(orderLines.id, claim.line.id));
    expect(await claimWork(db, organizationId, LONG)).toMatchObject({ kind: "check" });
  });

  it("gets one when the database has moved to a clock that is behind", async ({ db, order }) => {
    const { organizationId, orderId } = order;
    const ahead = sql`now() + interval '15 minutes'`;
    await db.update(orders).set({ dueAt: ahead }).where(eq(orders.id, orderId));
    expect(await claimWork(db, organizationId, LONG)).toBeNull();
    await wakeForgottenOrders(db, organizationId, LONG.quarantine);
    expect(await claimWork(db, organizationId, LONG)).toMatchObject({ kind: "snapshot" });
  });

  it("keeps it where it waits as long as things may, or has nothing to do", async ({ db, order }) => {
    const { organizationId, orderId } = order;
    const soon = new Date(Date.now() + 60_000);
    await db.update(orders).set({ dueAt: soon }).where(eq(orders.id, orderId));
    await wakeForgottenOrders(db, organizationId, LONG.quarantine);
    expect(await dueOf(db, orderId)).toEqual(soon);
    await db.execute(sql`update orders set state = 'paused', paused_reason = 'funds' where id = ${orderId}`);
    await db.update(orders).set({ dueAt: null }).where(eq(orders.id, orderId));
    await wakeForgottenOrders(db, organizationId, LONG.quarantine);
    expect(await dueOf(db, orderId)).toBeNull();
  });
});

describe("work", () => {
  it("is taken by turns, whoever else has more of it, and never from who has all slots in use", async ({
    db,
  }) => {
    // Not what other tests have left open.
    await db.update(orders).set({ dueAt: null });
    await insertOpenOrders(db, 3, 20);
    await db.execute(
      sql`update orders set due_at = now() - substr(id, 5)::int * interval '1 second' where due_at is not null`,
    );
    const taken: string[] = [];
    for (let claim = await claimWork(db, null, LONG); claim; claim = await claimWork(db, null, LONG))
      taken.push(claim.account.slice(-1));
    expect(taken.slice(0, 6)).toEqual(["3", "2", "1", "3", "2", "1"]);
    expect(taken).toHaveLength(3 * 7);
    // There is more, and no slot for it.
    expect(await msUntilNextWork(db, null)).toBe(0);
    await db
      .update(providerSlots)
      .set({ leaseUntil: null })
      .where(
        and(eq(providerSlots.twilioAccountSid, `AC${"2".padStart(32, "0")}`), eq(providerSlots.index, 3)),
      );
    expect(await claimWork(db, null, LONG)).toMatchObject({ index: 3, line: { orderId: "ord_2" } });
  });
});

describe("many orders that only lack a slot", () => {
  it("keep nobody behind them waiting", async ({ db }) => {
    await db.update(orders).set({ dueAt: null });
    await db.execute(sql`delete from order_lines where id ~ '^lin_ord_[0-9]'`);
    await db.execute(sql`delete from orders where id ~ '^ord_[0-9]{1,5}$'`);
    await insertOpenOrders(db, 120, 1);
    // A hundred and nineteen are of accounts whose slots are all in use.
    await db
      .update(providerSlots)
      .set({ leaseUntil: sql`now() + interval '1 minute'` })
      .where(
        sql`twilio_account_sid ~ '^AC0+[0-9]{1,3}$' and twilio_account_sid <> ${`AC${"120".padStart(32, "0")}`}`,
      );
    await db.execute(
      sql`update orders set due_at = now() - interval '1 second' where due_at is not null and id <> 'ord_120'`,
    );
    expect(await claimWork(db, null, LONG)).toBeNull();
    let claim = null;
    for (let asked = 0; asked < 3 && !claim; asked++) {
      expect(await msUntilNextWork(db, null)).toBe(0);
      claim = await claimWork(db, null, LONG);
    }
    expect(claim).toMatchObject({ line: { orderId: "ord_120" } });
  });
});

describe("a purchase", () => {
  /** The first of two lines, claimed. */
  async function firstOfTwo(db: Db, admin: Parameters<typeof approvedOrder>[1]) {
    const { orderId } = await approvedOrder(db, admin, 2);
    return { orderId, claim: await buying(db, admin) };
  }

  it("is written down while somebody has its order's row locked", async ({ db, admin }) => {
    const { orderId, claim } = await firstOfTwo(db, admin);
    await db.transaction(async (tx) => {
      await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
      expect(await settleLine(db, claim, bought(), FAST)).toBe(true);
    });
    expect((await orderState(db, orderId)).lines.map(({ state }) => state).sort()).toEqual([
      "bought",
      "queued",
    ]);
  });

  it("is written down in one statement, and in two when nothing is left to begin", async ({ db, admin }) => {
    const { claim } = await firstOfTwo(db, admin);
    const said = vi.spyOn(pg.Client.prototype, "query");
    const { db: watched, pool } = connect(process.env.DATABASE_URL ?? "", 1);
    await watched.execute(sql`select 1`);
    const before = said.mock.calls.length;
    await settleLine(watched, claim, bought(), FAST);
    expect(said.mock.calls.length - before).toBe(1);
    const last = await claimedLine(db, admin.organizationId);
    const beforeLast = said.mock.calls.length;
    await settleLine(watched, last, { to: "intent", notBefore: 60_000, counted: false }, FAST);
    expect(said.mock.calls.length - beforeLast).toBe(2);
    await pool.end();
  });
});
