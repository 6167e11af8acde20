import { eq } from "drizzle-orm";
import { describe, expect, vi } from "vitest";
import { orders, transactionCodes } from "@/db/schema";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { sendNewCode } from "@/lib/transaction-codes/send-new-code";
import { changeCodes, codeTest, secondsAgo, wrongOf } from "@/tests/support/awaiting-code";
import { newestCode } from "@/tests/support/orders";
import { first } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { cancelUnapprovedOrder } from "./cancel-unapproved-order";
import { validateCode } from "./validate-code";

const it = codeTest();

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

    await changeCodes(db, orderId, { createdAt: secondsAgo(61) });
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
    await changeCodes(db, orderId, { expiresAt: secondsAgo(1) });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "expired" });
    expect((await readApproval(admin, orderId))?.code).toEqual({ kind: "expired" });
  });

  it("was superseded when a newer one was sent", async ({ db, admin, order: { orderId, code } }) => {
    await changeCodes(db, orderId, { createdAt: secondsAgo(61) });
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
      .set({ expiresAt: secondsAgo(1) })
      .where(eq(orders.id, orderId));
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "not-awaiting", state: "expired" });
  });
});

describe("a try", () => {
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
    await changeCodes(db, orderId, { checkingUntil: new Date(Date.now() + 60_000) });
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
});
