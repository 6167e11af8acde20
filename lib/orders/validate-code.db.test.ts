import { eq } from "drizzle-orm";
import { describe, expect, vi } from "vitest";
import type { Db } from "@/db/client";
import { countCart } from "@/db/queries/carts";
import { auditEvents, orders, organizations, transactionCodes, users } from "@/db/schema";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { sendNewCode } from "@/lib/transaction-codes/send-new-code";
import { databaseTest } from "@/tests/support/database-test";
import type { Organization } from "@/tests/support/factories";
import { newOrganization, newOwnCallerId } from "@/tests/support/factories";
import { fillCart, newestCode, orderState, placedOrder } from "@/tests/support/orders";
import { first } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { cancelUnapprovedOrder } from "./cancel-unapproved-order";
import { validateCode } from "./validate-code";

/** An order of two numbers for all users, that waits for its code. */
async function orderAwaitingCode(db: Db, { admin, staff }: Organization) {
  await fillCart(admin, 2);
  return { admin, ...(await placedOrder(db, admin, { userIds: staff.map((one) => one.id) })) };
}
const it = databaseTest().extend<{ order: Awaited<ReturnType<typeof orderAwaitingCode>> }>({
  order: async ({ db, organization }, use) => use(await orderAwaitingCode(db, organization)),
});
const wrongOf = (code: string) => (code.startsWith("0") ? "1" : "0") + code.slice(1);
const age = (db: Db, orderId: string, values: Partial<typeof transactionCodes.$inferInsert>) =>
  db.update(transactionCodes).set(values).where(eq(transactionCodes.orderId, orderId));
const SECONDS_AGO = (seconds: number) => new Date(Date.now() - seconds * 1000);

describe("the right code", () => {
  it("approves once out of 50 parallel posts, and every post lands on the order", async ({
    db,
    admin,
    order: { orderId, code },
  }) => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => validateCode(admin, orderId, code)));
    expect(outcomes.every((outcome) => outcome.kind === "approved")).toBe(true);
    const approvals = await db.select().from(auditEvents).where(eq(auditEvents.orderId, orderId));
    expect(approvals.filter((event) => event.event === "order.approved")).toHaveLength(1);
    expect(await countCart(db, admin)).toBe(0);
    expect((await orderState(db, orderId)).lines.every((line) => line.state === "queued")).toBe(true);
  });

  it("is nothing to another admin, of this or another organisation", async ({
    db,
    colleague,
    stranger,
    order: { orderId, code },
  }) => {
    for (const other of [colleague, stranger]) {
      expect(await validateCode(other, orderId, code)).toEqual({ kind: "not-found" });
      expect(await readApproval(other, orderId)).toBeNull();
      expect(await sendNewCode(other, orderId)).toEqual({ kind: "not-found" });
    }
    expect((await orderState(db, orderId)).state).toBe("awaiting_code");
  });

  it("may not be typed by a colleague, who can cancel its order; nobody else can", async ({
    admin,
    colleague,
    stranger,
    order: { orderId, code },
  }) => {
    expect(await cancelUnapprovedOrder(stranger, orderId)).toEqual({ kind: "not-found" });
    expect(await cancelUnapprovedOrder(colleague, orderId)).toEqual({ kind: "cancelled", mine: false });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "not-awaiting", state: "cancelled" });
    expect(await cancelUnapprovedOrder(admin, orderId)).toEqual({ kind: "not-awaiting" });
  });

  it("of one order does not approve another", async ({ db, admin, order }) => {
    const other = await orderAwaitingCode(db, await newOrganization(db));
    expect(await validateCode(admin, order.orderId, other.code)).toEqual({ kind: "wrong", triesLeft: 4 });
  });
});

describe("any other code", () => {
  it("costs a try when wrong, none when malformed, and five kill the code but not the order", async ({
    db,
    admin,
    order: { orderId, code },
  }) => {
    expect(await validateCode(admin, orderId, "123")).toEqual({ kind: "malformed" });
    for (const triesLeft of [4, 3, 2, 1, 0])
      expect(await validateCode(admin, orderId, wrongOf(code))).toEqual({ kind: "wrong", triesLeft });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "used-up" });

    await age(db, orderId, { createdAt: SECONDS_AGO(61) });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "sent" });
    expect(await validateCode(admin, orderId, await newestCode(db, admin.email))).toEqual({
      kind: "approved",
    });
  });

  it("never lets 30 parallel guesses have more than five tries", async ({
    admin,
    order: { orderId, code },
  }) => {
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => validateCode(admin, orderId, wrongOf(code))),
    );
    expect(outcomes.filter((outcome) => outcome.kind === "wrong")).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome.kind === "used-up")).toHaveLength(25);
  });

  it("has expired after ten minutes, without costing a try", async ({
    db,
    admin,
    order: { orderId, code },
  }) => {
    await age(db, orderId, { expiresAt: SECONDS_AGO(1) });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "expired" });
    expect((await readApproval(admin, orderId))?.code).toEqual({ kind: "expired" });
  });

  it("was superseded when a newer one was sent", async ({ db, admin, order: { orderId, code } }) => {
    await age(db, orderId, { createdAt: SECONDS_AGO(61) });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "sent" });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "superseded" });
  });

  it("approves nothing once the order was cancelled", async ({ admin, order: { orderId, code } }) => {
    await cancelUnapprovedOrder(admin, orderId);
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "not-awaiting", state: "cancelled" });
  });

  it("approves nothing after 24 hours", async ({ db, admin, order: { orderId, code } }) => {
    await db
      .update(orders)
      .set({ expiresAt: SECONDS_AGO(1) })
      .where(eq(orders.id, orderId));
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "not-awaiting", state: "expired" });
  });
});

describe("an order that changed since its code was sent", () => {
  it("goes back to a new code when a user was deactivated", async ({
    db,
    organization: { admin, staff },
    order: { orderId, code },
  }) => {
    const left = first(staff);
    await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, left.id));
    expect(await validateCode(admin, orderId, code)).toEqual({
      kind: "changed",
      changes: [{ what: "users", names: [left.name] }],
      sent: true,
    });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "superseded" });
    expect(await validateCode(admin, orderId, await newestCode(db, admin.email))).toEqual({
      kind: "approved",
    });
  });

  it("goes back to a new code when Twilio's prices changed", async ({ admin, order: { orderId, code } }) => {
    await simulatedTwilio().set({ prices: { "US/local": "1.50" } });
    expect(await validateCode(admin, orderId, code)).toMatchObject({
      kind: "changed",
      changes: [{ what: "prices", fromMicros: 2_300_000, toMicros: 3_000_000 }],
    });
    await simulatedTwilio().set({ prices: {} });
  });

  it("is refused over the maximum; the code still works", async ({
    db,
    organization: { admin, organizationId },
    order: { orderId, code },
  }) => {
    const setMaximum = (maximumCallerIds: number) =>
      db.update(organizations).set({ maximumCallerIds }).where(eq(organizations.id, organizationId));
    await setMaximum(1);
    expect(await validateCode(admin, orderId, code)).toMatchObject({
      kind: "over-maximum",
      quota: { exceededBy: 1 },
    });
    await setMaximum(2);
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });
  });

  it("is refused when its forwarding number became a Caller ID", async ({
    db,
    admin,
    order: { orderId, code },
  }) => {
    await newOwnCallerId(db, admin.organizationId, "+16285550100");
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "forwarding", problem: "own-number" });
  });
});

describe("a right code that can't approve for reasons outside of it", () => {
  it("keeps its tries while Twilio does not answer", async ({ admin, order: { orderId, code } }) => {
    await simulatedTwilio().fault(
      { kind: "status5xx", effect: "before" },
      { path: "/PhoneNumbers/Countries" },
    );
    for (let post = 0; post < 7; post++)
      expect(await validateCode(admin, orderId, code)).toMatchObject({ kind: "trouble" });
    await simulatedTwilio().clearFaults();
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });
  });

  it("takes no try while Twilio is slow to say its prices, however often it is pressed", async ({
    db,
    admin,
    order: { orderId, code },
  }) => {
    await simulatedTwilio().fault({ kind: "latency", ms: 1_000 }, { path: "/PhoneNumbers/Countries" });
    const presses = Promise.all([1, 2, 3].map(() => validateCode(admin, orderId, code)));
    await new Promise((done) => setTimeout(done, 500));
    const { tries } = first(
      await db.select().from(transactionCodes).where(eq(transactionCodes.orderId, orderId)),
    );
    expect(tries).toBe(0);
    expect(await presses).toEqual([{ kind: "approved" }, { kind: "approved" }, { kind: "approved" }]);
    await simulatedTwilio().clearFaults();
  });

  it("says that another try is being checked for long, and does not count", async ({
    db,
    admin,
    order: { orderId, code },
  }) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await age(db, orderId, { checkingUntil: new Date(Date.now() + 60_000) });
    const waiting = validateCode(admin, orderId, code);
    await new Promise((done) => setTimeout(done, 500));
    vi.setSystemTime(Date.now() + 11_000);
    expect(await waiting).toEqual({ kind: "another-try" });
    vi.useRealTimers();
    const { tries } = first(
      await db.select().from(transactionCodes).where(eq(transactionCodes.orderId, orderId)),
    );
    expect(tries).toBe(0);
  });

  it("is not approved at a price that Twilio no longer names", async ({
    admin,
    order: { orderId, code },
  }) => {
    await simulatedTwilio().set({ prices: { "US/local": "none" } });
    expect(await validateCode(admin, orderId, code)).toMatchObject({ kind: "no-longer-sold" });
    await simulatedTwilio().set({ prices: {} });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });
  });

  it("never meets a deadlock with a cancellation at the same moment", async ({ db }) => {
    for (let round = 0; round < 5; round++) {
      const { admin, orderId, code } = await orderAwaitingCode(db, await newOrganization(db));
      const outcomes = await Promise.all([
        validateCode(admin, orderId, code),
        cancelUnapprovedOrder(admin, orderId),
      ]);
      expect(["approved/not-awaiting", "not-awaiting/cancelled"]).toContain(
        outcomes.map((one) => one.kind).join("/"),
      );
    }
  });
});

describe("sending codes", () => {
  it("waits 60 seconds, and one of two clicks at once sends", async ({ db, admin, order: { orderId } }) => {
    expect(await sendNewCode(admin, orderId)).toMatchObject({ kind: "too-soon" });
    await age(db, orderId, { createdAt: SECONDS_AGO(61) });
    const clicks = await Promise.all([sendNewCode(admin, orderId), sendNewCode(admin, orderId)]);
    expect(clicks.map((click) => click.kind).sort()).toEqual(["sent", "too-soon"]);
  });

  it("costs no waiting when the email could not be sent", async ({ db, admin, order: { orderId } }) => {
    await age(db, orderId, { failedAt: new Date(), sentAt: null });
    expect((await readApproval(admin, orderId))?.code).toEqual({ kind: "not-sent" });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "sent" });
  });
});
