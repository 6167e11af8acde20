import { and, eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterEach, describe, expect, vi } from "vitest";
import { connect, type Db } from "@/db/client";
import { orderLines, orders, providerSlots } from "@/db/schema";
import { buying, claimedLine, fenceTest, LONG } from "@/tests/support/claims";
import { ownedNumber } from "@/tests/support/factories";
import { insertOpenOrders } from "@/tests/support/open-orders";
import { approvedOrder, FAST, orderState } from "@/tests/support/orders";
import { claimWork } from "./claims";
import { settleLine } from "./settlements";
import { msUntilNextWork } from "./work-queue";

const it = fenceTest();
afterEach(() => vi.restoreAllMocks());

const dueOf = async (db: Db, orderId: string) =>
  (await db.select({ dueAt: orders.dueAt }).from(orders).where(eq(orders.id, orderId)))[0]?.dueAt;

const bought = () => ({ to: "bought", sid: ownedNumber({}).sid }) as const;

describe("an order's turn", () => {
  it("comes when something of it is due, however often it is asked for before", async ({ db, order }) => {
    await buying(db, order);
    const { organizationId, orderId } = order;
    for (let asked = 0; asked < 3; asked++) {
      expect(await claimWork(db, organizationId, LONG)).toBeNull();
      const ms = await msUntilNextWork(db, organizationId);
      expect(ms).toBeGreaterThan(LONG.lease - 10_000);
      expect(ms).toBeLessThanOrEqual(LONG.lease);
    }
    // Whoever has it died: its lease runs out.
    await db
      .update(orderLines)
      .set({ leaseUntil: sql`now() + interval '0.1 seconds'` })
      .where(eq(orderLines.orderId, orderId));
    await db.execute(sql`select pg_sleep(0.2)`);
    expect(await claimWork(db, organizationId, LONG)).toMatchObject({ kind: "check" });
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
