import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { startCancellingRemaining, unpause } from "@/db/queries/order-progress";
import { callerIds, orderLines, orders } from "@/db/schema";
import { advanceRuns } from "@/lib/account/advance-runs";
import { findRetryableLines } from "@/lib/cart/find-retryable-lines";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { installedEngine } from "@/lib/purchasing/engine";
import { giveUpLines } from "@/lib/reconcile/give-up-lines";
import { readReconcile } from "@/lib/reconcile/read-reconcile";
import { startRun } from "@/lib/reconcile/start-run";
import { databaseTest } from "@/tests/support/database-test";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { cancelRemaining } from "./cancel-remaining";
import { readHistory } from "./read-history";
import { readOrder } from "./read-order";
import { resumeOrder } from "./resume-order";

const it = databaseTest(ENGINE);
const twilio = simulatedTwilio;
afterEach(() => twilio().clearFaults());

const reasonsOf = async (db: Db, orderId: string) =>
  (await orderState(db, orderId)).lines.map(({ state, reason }) => reason ?? state);

describe("cancelling what is left", () => {
  it("ends an order of which nothing was bought yet, and its numbers can be put back", async ({
    db,
    organization: { admin, twilioAccountSid },
    colleague,
  }) => {
    const { orderId } = await approvedOrder(db, admin, 3);
    expect(await cancelRemaining(colleague, orderId)).toEqual({ kind: "cancelled", numbers: 3 });
    expect(await orderState(db, orderId)).toMatchObject({ state: "failed", pausedReason: null });
    expect(await reasonsOf(db, orderId)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(await countTowardsMaximum(db, admin)).toBe(0);
    const read = await readOrder(admin, orderId);
    expect(await findRetryableLines(admin, read?.lines ?? [])).toHaveLength(3);
    const history = read && (await readHistory(admin, read.order));
    expect(history?.map(({ words }) => words)).toContain("Another Admin cancelled what was left.");
    await pump(db);
    expect(await twilio().purchases(twilioAccountSid)).toEqual([]);
  });

  it("of a paused order lists what was charged, looks up what was cut off, and frees the maximum", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
    colleague,
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 4);
    const [, cut, lost] = numbers;
    // The second is sold without our hearing of it, the third never arrives, and then the account is suspended.
    await twilio().fault(
      { kind: "cut", effect: "after" },
      { method: "POST", phoneNumber: cut },
      { times: 1 },
    );
    await twilio().fault(
      { kind: "cut", effect: "before" },
      { method: "POST", phoneNumber: lost },
      { times: 1 },
    );
    await twilio().fault({ kind: "account", as: "20005" }, { method: "POST", phoneNumber: numbers[3] });
    const stop = new AbortController();
    const pumping = pump(db, {}, { signal: stop.signal });
    await expect.poll(async () => (await orderState(db, orderId)).state, { timeout: 10_000 }).toBe("paused");
    stop.abort();
    await pumping;
    await twilio().clearFaults(account);
    expect((await orderState(db, orderId)).state).toBe("paused");

    expect((await cancelRemaining(colleague, orderId)).kind).toBe("cancelled");
    expect(await resumeOrder(admin, orderId)).toEqual({ kind: "ending" });
    await pump(db);
    expect(await orderState(db, orderId)).toMatchObject({ state: "partly_done" });
    expect(await reasonsOf(db, orderId)).toEqual(["bought", "bought", "cancelled", "cancelled"]);
    const sold = await twilio().purchases(account);
    expect(sold.sort()).toEqual(numbers.slice(0, 2));
    const listed = await listCallerIds(db, organizationId);
    expect(listed.map(({ e164 }) => e164).sort()).toEqual(sold);
    expect(await countTowardsMaximum(db, admin)).toBe(2);
    await startRun(admin);
    await advanceRuns(installedEngine(console.error), {
      organizationId,
      deadline: new Date(Date.now() + 10_000),
    });
    const { tallies } = await readReconcile(admin, null, FIRST_PAGE);
    expect(Object.values(tallies).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  });

  it("never buys a number again whose purchase was under way, also when Twilio turns it away", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const { orderId } = await approvedOrder(db, admin, 2);
    await twilio().fault({ kind: "status429" }, { method: "POST", account });
    let cancelled: Promise<unknown> | undefined;
    await pump(db, {
      crashPoint: async (point) => {
        // The intent is written down, the request has not left.
        if (point !== "after-intent") return;
        cancelled ??= cancelRemaining(admin, orderId);
        await cancelled;
      },
    });
    await twilio().clearFaults(account);
    await pump(db);
    expect(await reasonsOf(db, orderId)).toEqual(["cancelled", "cancelled"]);
    expect(await twilio().purchases(account)).toEqual([]);
  });

  it("is finished by the next pump when its process dies half-way, and for a line that comes back", async ({
    db,
    organization: { admin, organizationId },
  }) => {
    const { orderId } = await approvedOrder(db, admin, 2);
    await db.transaction((tx) => startCancellingRemaining(tx, { organizationId }, orderId));
    expect(await reasonsOf(db, orderId)).toEqual(["queued", "queued"]);
    await pump(db);
    expect(await orderState(db, orderId)).toMatchObject({ state: "failed" });
    expect(await reasonsOf(db, orderId)).toEqual(["cancelled", "cancelled"]);
  });

  it("leaves to a person what Twilio does not say, and giving that up ends the order", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await twilio().fault({ kind: "cut", effect: "before" }, { method: "POST", account }, { times: 1 });
    await pump(
      db,
      {
        crashPoint: async (point) => {
          // The snapshot was read; whatever is asked from now on is refused.
          if (point === "after-intent")
            await twilio().fault({ kind: "account", as: "20005" }, { method: "GET", account });
        },
      },
      { seconds: 1 },
    );
    await cancelRemaining(admin, orderId);
    await pump(db, {}, { seconds: 1 });
    // An outage is waited out; one of an hour is not.
    expect(await reasonsOf(db, orderId)).toEqual(["intent"]);
    await db
      .update(orders)
      .set({ endingSince: sql`now() - interval '1 hour'` })
      .where(eq(orders.id, orderId));
    await pump(db);
    expect(await reasonsOf(db, orderId)).toEqual(["unanswered"]);
    const { rows } = (await readReconcile(admin, "review", FIRST_PAGE)).page;
    expect((await giveUpLines(admin, rows)).map(({ outcome }) => outcome)).toEqual(["done"]);
    expect((await orderState(db, orderId)).state).toBe("failed");
    expect(await countTowardsMaximum(db, admin)).toBe(0);
  });

  it("is refused by the database for whoever would buy, whichever release it runs", async ({ db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await db.transaction((tx) => startCancellingRemaining(tx, admin, orderId));
    for (const state of ["approved", "buying"] as const)
      await expect(
        db.update(orders).set({ state, pausedReason: null }).where(eq(orders.id, orderId)),
      ).rejects.toMatchObject({ cause: { message: expect.stringContaining("was cancelled") } });
    await expect(
      db.update(orders).set({ endingSince: null }).where(eq(orders.id, orderId)),
    ).rejects.toMatchObject({ cause: { message: expect.stringContaining("was cancelled") } });
    expect(await resumeOrder(admin, orderId)).toEqual({ kind: "ending" });
    // Nor is it a fault of ours when somebody resumes at the same moment.
    expect(await db.transaction((tx) => unpause(tx, admin, orderId))).toBe(false);
  });

  it("is nothing for others, nothing twice, and nothing for an order that has ended or waits for its code", async ({
    db,
    admin,
    stranger,
  }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    expect(await cancelRemaining(stranger, orderId)).toEqual({ kind: "not-found" });
    const both = await Promise.all([cancelRemaining(admin, orderId), cancelRemaining(admin, orderId)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["cancelled", "nothing-left"]);
    expect(await cancelRemaining(admin, orderId)).toEqual({ kind: "nothing-left" });
    const done = await approvedOrder(db, stranger, 1);
    await pump(db);
    expect(await cancelRemaining(stranger, done.orderId)).toEqual({ kind: "nothing-left" });
    expect((await orderState(db, done.orderId)).state).toBe("done");
    expect(
      await db.select().from(callerIds).where(eq(callerIds.organizationId, stranger.organizationId)),
    ).toHaveLength(1);
    expect(await db.select().from(orderLines).where(eq(orderLines.orderId, done.orderId))).toMatchObject([
      { state: "bought" },
    ]);
  });
});
