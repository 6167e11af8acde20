import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { callerIds } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { resumeOrder } from "@/lib/orders/resume-order";
import { twilioFor } from "@/lib/twilio";
import { newOrganization } from "@/tests/support/factories";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement, listByHand, pauseByHand, WEBHOOKS } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const database = testDatabase(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("a purchase whose answer was lost", () => {
  const lost = { kind: "cut", effect: "after" } as const;
  const looksFail = { kind: "status5xx", effect: "before" } as const;

  it("is found after an outage that also hid it from every look", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault(lost, { method: "POST" }, { times: 1 });
    // The snapshot is the first list; everything that looks afterwards fails.
    let outage = false;
    await pump(
      database(),
      {
        crashPoint: async (point) => {
          if (point !== "after-effect" || outage) return;
          outage = true;
          await simulatedTwilio().fault(looksFail, { method: "GET" });
        },
      },
      { seconds: 4 },
    );
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "paused",
      pausedReason: "unreachable",
      lines: [{ state: "intent" }],
    });
    await simulatedTwilio().clearFaults();
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
  });

  it("is adopted by its tag when it took effect after we had given it up", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "POST" }, { times: 1 });
    await pump(database(), {
      crashPoint: async (point) => {
        if (point === "after-effect") await pauseByHand(database(), orderId);
      },
    });
    const [line] = (await orderState(database(), orderId)).lines;
    expect(line).toMatchObject({ state: "queued", attempts: 1 });
    await (await twilioFor(twilioAccountSid)).buy(numbers[0] ?? "", line?.id ?? "", WEBHOOKS);
    await resumeOrder(admin, orderId);
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
  });

  it("waits for a person when somebody renamed the number meanwhile", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault(lost, { method: "POST" }, { times: 1 });
    await pump(database(), {
      crashPoint: async (point) => {
        if (point === "after-effect")
          await simulatedTwilio().outside({
            kind: "edit",
            account: twilioAccountSid,
            numbers,
            name: "reception",
          });
      },
    });
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "buying",
      lines: [{ state: "review", reason: "other-tag" }],
    });
  });

  it("does not hold up others when it can't be written down", async () => {
    const blocked = await newOrganization(database());
    const other = await newOrganization(database());
    const stuck = await approvedOrder(database(), blocked.admin, 1);
    const fine = await approvedOrder(database(), other.admin, 1);
    const faults: unknown[] = [];
    await pump(
      database(),
      {
        onFault: (error) => faults.push(error),
        crashPoint: async (point) => {
          if (point === "after-effect")
            await listByHand(
              database(),
              blocked.organizationId,
              blocked.twilioAccountSid,
              stuck.numbers[0] ?? "",
            );
        },
      },
      { seconds: 2 },
    );
    expect(faults.length).toBeGreaterThan(0);
    expect((await orderState(database(), fine.orderId)).state).toBe("done");
    expect((await orderState(database(), stuck.orderId)).lines[0]?.state).toBe("intent");

    await database().delete(callerIds).where(eq(callerIds.organizationId, blocked.organizationId));
    await pump(database());
    await expectAgreement(database(), blocked.twilioAccountSid, blocked.organizationId, stuck.numbers);
  });
});
