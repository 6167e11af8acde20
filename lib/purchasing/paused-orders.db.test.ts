import { sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { CHECK_SLOT, MAX_REFUSED } from "@/lib/domain/engine/engine-settings";
import { resumeOrder } from "@/lib/orders/resume-order";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("an order that Twilio stops", () => {
  it("fails what costs more by the time that it is resumed, and buys the rest", async ({ db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 2);
    await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST" });
    await pump(db);
    await simulatedTwilio().clearFaults();
    await simulatedTwilio().set({ prices: { "US/local": "9.00" } });
    try {
      expect(await resumeOrder(admin, orderId)).toEqual({ kind: "resumed", dearer: 2 });
    } finally {
      await simulatedTwilio().set({ prices: { "US/local": "1.15" } });
    }
    await pump(db);
    expect(await orderState(db, orderId)).toMatchObject({
      state: "failed",
      lines: [{ reason: "price-rose" }, { reason: "price-rose" }],
    });
    await expectAgreement(db, admin, []);
  });

  it.for([
    ["20003", "credentials"],
    ["20005", "suspended"],
    ["21404", "trial"],
    ["22300", "restricted"],
  ] as const)(
    "pauses on Twilio's %s and goes on when it is resumed",
    async ([as, reason], { db, organization: { admin, twilioAccountSid } }) => {
      const { orderId, numbers } = await approvedOrder(db, admin, 3);
      await simulatedTwilio().fault({ kind: "account", as }, { method: "POST" });
      await pump(db);
      expect(await orderState(db, orderId)).toMatchObject({ state: "paused", pausedReason: reason });
      expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);

      await simulatedTwilio().clearFaults();
      expect(await resumeOrder(admin, orderId)).toMatchObject({ kind: "resumed" });
      await pump(db);
      expect((await orderState(db, orderId)).state).toBe("done");
      await expectAgreement(db, admin, numbers);
    },
  );

  it("pauses, rather than fail number after number, when Twilio refuses several for a reason we don't know", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 20);
    await simulatedTwilio().fault({ kind: "refuse", code: 99999 }, { method: "POST" });
    // One purchase at a time, so that none is under way when the limit is reached.
    const buying = sql`twilio_account_sid = ${twilioAccountSid} and lane not in (0, ${CHECK_SLOT})`;
    await db.execute(sql`update provider_slots set lease_until = 'infinity' where ${buying}`);
    await pump(db);
    await db.execute(sql`update provider_slots set lease_until = null where ${buying}`);
    const paused = await orderState(db, orderId);
    expect(paused).toMatchObject({ state: "paused", pausedReason: "refused" });
    const refused = paused.lines.filter((line) => line.state === "failed");
    expect(refused).toHaveLength(MAX_REFUSED);

    await simulatedTwilio().clearFaults();
    await resumeOrder(admin, orderId);
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("partly_done");
    const left = numbers.filter((e164) => !refused.some((line) => line.e164 === e164));
    await expectAgreement(db, admin, left);
  });

  it("ends once an admin has resumed it, though Twilio goes on refusing", async ({ db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 12);
    await simulatedTwilio().fault({ kind: "refuse", code: 99999 }, { method: "POST" });
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("paused");
    await resumeOrder(admin, orderId);
    await pump(db);
    const { state, lines } = await orderState(db, orderId);
    expect(state).toBe("failed");
    expect(new Set(lines.map((line) => line.reason))).toEqual(new Set(["refused"]));
  });
});
