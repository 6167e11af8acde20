import { eq } from "drizzle-orm";
import { afterEach, describe, expect, vi } from "vitest";
import { orders } from "@/db/schema";
import { validateCode } from "@/lib/orders/validate-code";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { sendNewCode } from "@/lib/transaction-codes/send-new-code";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { simulatedAccount } from "@/tests/support/factories";
import { fillCart, placedOrder } from "@/tests/support/orders";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { wrongClocks } from "./clocks";

const it = databaseTest();
const MINUTE = 60_000;
const moveServer = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

afterEach(async () => {
  vi.useRealTimers();
  await simulatedTwilio().set({ clock: 0 });
});

describe("clocks", () => {
  it("that differ by less than half a minute are no alarm", async ({ db }) => {
    await (await twilioFor(simulatedAccount())).balance();
    moveServer(20_000);
    expect(await wrongClocks(db)).toEqual([]);
  });

  it.for([-11, 10])("of a server that is moved by %d minutes are an alarm", async (minutes, { db }) => {
    moveServer(minutes * MINUTE);
    const wrong = only(await wrongClocks(db));
    expect(wrong.of).toBe("database");
    expect(Math.abs(wrong.aheadMs + minutes * MINUTE)).toBeLessThan(5_000);
  });

  it("of Twilio are measured by its answers", async ({ db }) => {
    await simulatedTwilio().set({ clock: -3 * MINUTE });
    await (await twilioFor(simulatedAccount())).balance();
    const wrong = only(await wrongClocks(db));
    expect(wrong.of).toBe("twilio");
    expect(Math.abs(wrong.aheadMs + 3 * MINUTE)).toBeLessThan(5_000);
    await simulatedTwilio().set({ clock: 0 });
    await (await twilioFor(simulatedAccount())).balance();
  });
});

describe.each([-11, -25 * 60, 11, 25 * 60])("a server whose clock is moved by %d minutes", (minutes) => {
  it("approves a right code at once, and sends the next one after a minute", async ({ db, admin }) => {
    await fillCart(admin, 1);
    moveServer(minutes * MINUTE);
    const { orderId, code } = await placedOrder(db, admin);
    expect(await sendNewCode(admin, orderId)).toMatchObject({ kind: "too-soon" });
    expect(await readApproval(admin, orderId)).toMatchObject({ code: { kind: "live", triesLeft: 5 } });
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "approved" });
  });

  it("lets an order and its code expire by the database's clock alone", async ({ db, admin }) => {
    await fillCart(admin, 1);
    const { orderId, code } = await placedOrder(db, admin);
    moveServer(minutes * MINUTE);
    await db
      .update(orders)
      .set({ expiresAt: new Date(new Date(0).getTime() + 1) })
      .where(eq(orders.id, orderId));
    expect(await validateCode(admin, orderId, code)).toEqual({ kind: "not-awaiting", state: "expired" });
    expect(await sendNewCode(admin, orderId)).toEqual({ kind: "not-awaiting" });
  });
});
