import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { countCart } from "@/db/queries/carts";
import { auditEvents, organizations, users } from "@/db/schema";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { sendNewCode } from "@/lib/transaction-codes/send-new-code";
import { codeTest, orderAwaitingCode } from "@/tests/support/awaiting-code";
import { newOrganization, newOwnCallerId } from "@/tests/support/factories";
import { newestCode, orderState } from "@/tests/support/orders";
import { first } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { cancelUnapprovedOrder } from "./cancel-unapproved-order";
import { validateCode } from "./validate-code";

const it = codeTest();

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
