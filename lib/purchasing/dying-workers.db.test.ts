import { afterEach, describe, expect } from "vitest";
import { settleLine } from "@/db/queries/settlements";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, FAST, orderState, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement } from "@/tests/support/purchases";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import type { CrashPoint } from "./engine";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("workers that die", () => {
  const points: CrashPoint[] = ["before-claim", "after-intent", "after-effect", "after-record"];
  it.for(points)(
    "at %s leave an order that another worker finishes, each number bought once",
    async (point, { db, admin }) => {
      const { orderId, numbers } = await approvedOrder(db, admin, 4);
      let crashes = 2;
      const dying = () =>
        pump(db, {
          crashPoint: (at) => {
            if (at === point && crashes-- > 0) throw new Error(`killed at ${point}`);
          },
        });
      await expect(dying()).rejects.toThrow("killed");
      await pump(db);
      expect((await orderState(db, orderId)).state).toBe("done");
      await expectAgreement(db, admin, numbers);
    },
  );

  it("a pump whose claims fail waits for what it has under way, and writes it down", async ({
    db,
    admin,
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    const atTwilio = { account: admin.twilioAccountSid, method: "POST" };
    await simulatedTwilio().fault({ kind: "latency", ms: 200 }, atTwilio);
    let buying = false;
    const failing = pump(db, {
      crashPoint: (at) => {
        if (at === "before-claim" && buying) throw new Error("the database is away");
        if (at === "after-intent") buying = true;
      },
    });
    await expect(failing).rejects.toThrow("away");
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });

  it("and wake up after their lease write nothing: the fence decides", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await pump(db, {
      crashPoint: (at) => {
        if (at === "after-intent") throw new Error("stopped");
      },
    }).catch(() => undefined);
    const before = only((await orderState(db, orderId)).lines);
    const stale = { kind: "check" as const, account: twilioAccountSid, index: 0, slotFence: -1 };
    await pump(db);
    const after = only((await orderState(db, orderId)).lines);
    expect(after.fence).toBeGreaterThan(before.fence);
    const line = before as never;
    expect(await settleLine(db, { ...stale, line }, { to: "failed", reason: "taken" }, FAST)).toBe(false);
    expect((await orderState(db, orderId)).state).toBe("done");
  });
});
