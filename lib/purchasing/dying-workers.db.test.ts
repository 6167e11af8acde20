import { afterEach, describe, expect, it } from "vitest";
import { settleLine } from "@/db/queries/settlements";
import { testDatabase } from "@/db/testing";
import { newOrganization } from "@/tests/support/factories";
import { approvedOrder, FAST, orderState, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import type { CrashPoint } from "./engine";

const database = testDatabase(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("workers that die", () => {
  const points: CrashPoint[] = ["before-claim", "after-intent", "after-effect", "after-record"];
  it.each(points)(
    "at %s leave an order that another worker finishes, each number bought once",
    async (point) => {
      const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
      const { orderId, numbers } = await approvedOrder(database(), admin, 4);
      let crashes = 2;
      const dying = () =>
        pump(database(), {
          crashPoint: (at) => {
            if (at === point && crashes-- > 0) throw new Error(`killed at ${point}`);
          },
        });
      await expect(dying()).rejects.toThrow("killed");
      await pump(database());
      expect((await orderState(database(), orderId)).state).toBe("done");
      await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
    },
  );

  it("and wake up after their lease write nothing: the fence decides", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 1);
    await pump(database(), {
      crashPoint: (at) => {
        if (at === "after-intent") throw new Error("stopped");
      },
    }).catch(() => undefined);
    const [before] = (await orderState(database(), orderId)).lines;
    const stale = { kind: "check" as const, account: twilioAccountSid, index: 0, slotFence: -1 };
    await pump(database());
    const [after] = (await orderState(database(), orderId)).lines;
    expect(after?.fence).toBeGreaterThan(before?.fence ?? 0);
    const line = { ...before, fence: before?.fence ?? 0 } as never;
    expect(await settleLine(database(), { ...stale, line }, { to: "failed", reason: "taken" }, FAST)).toBe(
      false,
    );
    expect((await orderState(database(), orderId)).state).toBe("done");
  });
});
