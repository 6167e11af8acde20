import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { countCart } from "@/db/queries/carts";
import { auditEvents, orders, organizations, transactionCodes, users } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { sendNewCode } from "@/lib/transaction-codes/send-new-code";
import { anotherAdmin, newOrganization, newOwnCallerId } from "@/tests/support/factories";
import { fillCart, newestCode, orderState, placedOrder } from "@/tests/support/orders";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { cancelUnapprovedOrder } from "./cancel-unapproved-order";
import { validateCode } from "./validate-code";

const database = testDatabase();

async function findOrderAwaitingCode(count = 2, options: { people?: number } = {}) {
  const organization = await newOrganization(database(), options);
  const { admin, staff } = organization;
  await fillCart(admin, count);
  const order = await placedOrder(database(), admin, { userIds: staff.map((one) => one.id) });
  return { ...organization, ...order };
}
const wrongOf = (code: string) => (code.startsWith("0") ? "1" : "0") + code.slice(1);
const age = (orderId: string, values: Partial<typeof transactionCodes.$inferInsert>) =>
  database().update(transactionCodes).set(values).where(eq(transactionCodes.orderId, orderId));
const SECONDS_AGO = (seconds: number) => new Date(Date.now() - seconds * 1000);

describe("the right code", () => {
  it("approves once out of 50 parallel posts, and every post lands on the order", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => validateCode(admin, orderId, code)));
    expect(outcomes.every((outcome) => outcome.kind === "approved")).toBe(true);
    const approvals = await database().select().from(auditEvents).where(eq(auditEvents.orderId, orderId));
    expect(approvals.filter((event) => event.event === "order.approved")).toHaveLength(1);
    expect(await countCart(database(), admin)).toBe(0);
    expect((await orderState(database(), orderId)).lines.every((line) => line.state === "queued")).toBe(true);
  });

  it("is nothing to another admin, of this or another organisation", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode();
    const stranger = (await newOrganization(database())).admin;
    for (const other of [await anotherAdmin(database(), admin), stranger]) {
      expect(await validateCode(other, orderId, code)).toEqual({ kind: "not-found" });
      expect(await readApproval(other, orderId)).toBeNull();
      expect(await sendNewCode(other, orderId)).toEqual({ kind: "not-found" });
    }
    expect((await orderState(database(), orderId)).state).toBe("awaiting_code");
  });

  it("may not be typed by a colleague, who can cancel its order; nobody else can", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode();
    const stranger = (await newOrganization(database())).admin;
    expect(await cancelUnapprovedOrder(stranger, orderId)).toEqual({ kind: "not-found" });
    const colleague = await anotherAdmin(database(), admin);
    expect(await cancelUnapprovedOrder(colleague, orderId)).toEqual({ kind: "cancelled", mine: false });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "not-awaiting", state: "cancelled" });
    expect(await cancelUnapprovedOrder(admin, orderId)).toEqual({ kind: "not-awaiting" });
  });

  it("of one order does not approve another", async () => {
    const first = await findOrderAwaitingCode();
    const second = await findOrderAwaitingCode();
    expect(await validateCode(second.admin, second.orderId, first.code)).toEqual({
      kind: "wrong",
      triesLeft: 4,
    });
  });
});

describe("any other code", () => {
  it("costs a try when wrong, none when malformed, and five kill the code but not the order", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode();
    expect(await validateCode(admin, orderId, "123")).toEqual({ kind: "malformed" });
    for (const triesLeft of [4, 3, 2, 1, 0])
      expect(await validateCode(admin, orderId, wrongOf(code))).toEqual({ kind: "wrong", triesLeft });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "used-up" });

    await age(orderId, { createdAt: SECONDS_AGO(61) });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "sent" });
    expect(await validateCode(admin, orderId, await newestCode(database(), admin.email))).toEqual({
      kind: "approved",
    });
  });

  it("never lets 30 parallel guesses have more than five tries", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode();
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => validateCode(admin, orderId, wrongOf(code))),
    );
    expect(outcomes.filter((outcome) => outcome.kind === "wrong")).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome.kind === "used-up")).toHaveLength(25);
  });

  it("has expired after ten minutes, without costing a try", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode();
    await age(orderId, { expiresAt: SECONDS_AGO(1) });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "expired" });
    expect((await readApproval(admin, orderId))?.code).toEqual({ kind: "expired" });
  });

  it("was superseded when a newer one was sent", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode();
    await age(orderId, { createdAt: SECONDS_AGO(61) });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "sent" });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "superseded" });
  });

  it("approves nothing once the order was cancelled, or after 24 hours", async () => {
    const cancelled = await findOrderAwaitingCode();
    await cancelUnapprovedOrder(cancelled.admin, cancelled.orderId);
    expect(await validateCode(cancelled.admin, cancelled.orderId, cancelled.code)).toEqual({
      kind: "not-awaiting",
      state: "cancelled",
    });
    const old = await findOrderAwaitingCode();
    await database()
      .update(orders)
      .set({ expiresAt: SECONDS_AGO(1) })
      .where(eq(orders.id, old.orderId));
    expect(await validateCode(old.admin, old.orderId, old.code)).toEqual({
      kind: "not-awaiting",
      state: "expired",
    });
  });
});

describe("an order that changed since its code was sent", () => {
  it("goes back to a new code when a user was deactivated", async () => {
    const { admin, orderId, code, staff } = await findOrderAwaitingCode(1, { people: 2 });
    await database()
      .update(users)
      .set({ deactivatedAt: new Date() })
      .where(eq(users.id, staff[0]?.id ?? ""));
    expect(await validateCode(admin, orderId, code)).toEqual({
      kind: "changed",
      changes: [{ what: "users", names: [staff[0]?.name] }],
      sent: true,
    });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "superseded" });
    expect(await validateCode(admin, orderId, await newestCode(database(), admin.email))).toEqual({
      kind: "approved",
    });
  });

  it("goes back to a new code when Twilio's prices changed", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode(2);
    await simulatedTwilio().set({ prices: { "US/local": "1.50" } });
    expect(await validateCode(admin, orderId, code)).toMatchObject({
      kind: "changed",
      changes: [{ what: "prices", fromMicros: 2_300_000, toMicros: 3_000_000 }],
    });
    await simulatedTwilio().set({ prices: {} });
  });

  it("is refused over the maximum and when its forwarding number became a Caller ID; the code still works", async () => {
    const { admin, orderId, code, organizationId } = await findOrderAwaitingCode(2);
    const setMaximum = (maximumCallerIds: number) =>
      database().update(organizations).set({ maximumCallerIds }).where(eq(organizations.id, organizationId));
    await setMaximum(1);
    expect(await validateCode(admin, orderId, code)).toMatchObject({
      kind: "over-maximum",
      quota: { exceededBy: 1 },
    });
    await setMaximum(2);
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });

    const looped = await findOrderAwaitingCode(1);
    await newOwnCallerId(database(), looped.organizationId, "+16285550100");
    expect(await validateCode(looped.admin, looped.orderId, looped.code)).toEqual({
      kind: "forwarding",
      problem: "own-number",
    });
  });
});

describe("a right code that can't approve for reasons outside of it", () => {
  it("keeps its tries while Twilio does not answer", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode(1);
    await simulatedTwilio().fault(
      { kind: "status5xx", effect: "before" },
      { path: "/PhoneNumbers/Countries" },
    );
    for (let post = 0; post < 7; post++)
      expect(await validateCode(admin, orderId, code)).toMatchObject({ kind: "trouble" });
    await simulatedTwilio().clearFaults();
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });
  });

  it("is not approved at a price that Twilio no longer names", async () => {
    const { admin, orderId, code } = await findOrderAwaitingCode(1);
    await simulatedTwilio().set({ prices: { "US/local": "none" } });
    expect(await validateCode(admin, orderId, code)).toMatchObject({ kind: "no-longer-sold" });
    await simulatedTwilio().set({ prices: {} });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });
  });

  it("never meets a deadlock with a cancellation at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const { admin, orderId, code } = await findOrderAwaitingCode(1);
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
  it("waits 60 seconds, and one of two clicks at once sends", async () => {
    const { admin, orderId } = await findOrderAwaitingCode(1);
    expect(await sendNewCode(admin, orderId)).toMatchObject({ kind: "too-soon" });
    await age(orderId, { createdAt: SECONDS_AGO(61) });
    const clicks = await Promise.all([sendNewCode(admin, orderId), sendNewCode(admin, orderId)]);
    expect(clicks.map((click) => click.kind).sort()).toEqual(["sent", "too-soon"]);
  });

  it("costs no waiting when the email could not be sent", async () => {
    const { admin, orderId } = await findOrderAwaitingCode(1);
    await age(orderId, { failedAt: new Date(), sentAt: null });
    expect((await readApproval(admin, orderId))?.code).toEqual({ kind: "not-sent" });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "sent" });
  });
});
