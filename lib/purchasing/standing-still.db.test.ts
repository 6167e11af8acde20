import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { orderLines, orders } from "@/db/schema";
import { resumeOrder } from "@/lib/orders/resume-order";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder } from "@/tests/support/orders";
import { readEngine } from "./read-engine";

const it = databaseTest();
const ago = (minutes: number) => sql`now() - ${minutes} * interval '1 minute'`;

describe("an order that does not move", () => {
  it("is named once nothing has happened to it for ten minutes", async ({ db, admin, stranger }) => {
    const { orderId } = await approvedOrder(db, admin, 2);
    const still = async () =>
      (await readEngine(admin)).standingStill.map(({ orderId, number, left }) => ({ orderId, number, left }));
    await db.update(orders).set({ approvedAt: ago(9) });
    expect(await still()).toEqual([]);
    await db.update(orders).set({ approvedAt: ago(11) });
    expect(await still()).toEqual([{ orderId, number: 1001, left: 2 }]);
    expect((await readEngine(stranger)).standingStill).toEqual([]);
    // One of its numbers was tried a moment ago.
    await db.update(orderLines).set({ lastAttemptAt: ago(1) });
    expect(await still()).toEqual([]);
  });

  it("is none right after it was resumed", async ({ db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await db.update(orders).set({ approvedAt: ago(180), state: "paused", pausedReason: "funds" });
    expect(await resumeOrder(admin, orderId)).toMatchObject({ kind: "resumed" });
    expect((await readEngine(admin)).standingStill).toEqual([]);
  });

  it("is none while it is paused, which is said apart, and its numbers wait for nobody", async ({
    db,
    admin,
  }) => {
    await approvedOrder(db, admin, 2);
    await db.update(orders).set({ approvedAt: ago(60), state: "paused", pausedReason: "funds" });
    const { standingStill, queued, oldest, pausedOrders } = await readEngine(admin);
    expect({ standingStill, queued, oldest, pausedOrders }).toEqual({
      standingStill: [],
      queued: 0,
      oldest: null,
      pausedOrders: 1,
    });
  });
});
