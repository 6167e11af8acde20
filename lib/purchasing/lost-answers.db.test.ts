import { eq } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { callerIds } from "@/db/schema";
import { resumeOrder } from "@/lib/orders/resume-order";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement, listByHand, pauseByHand, WEBHOOKS } from "@/tests/support/purchases";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("a purchase whose answer was lost", () => {
  const lost = { kind: "cut", effect: "after" } as const;
  const looksFail = { kind: "status5xx", effect: "before" } as const;

  it("is found after an outage that also hid it from every look", async ({ db, admin }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    await simulatedTwilio().fault(lost, { method: "POST" }, { times: 1 });
    // The snapshot is the first list; everything that looks afterwards fails.
    let outage = false;
    await pump(
      db,
      {
        crashPoint: async (point) => {
          if (point !== "after-effect" || outage) return;
          outage = true;
          await simulatedTwilio().fault(looksFail, { method: "GET" });
        },
      },
      { seconds: 4 },
    );
    expect(await orderState(db, orderId)).toMatchObject({
      state: "paused",
      pausedReason: "unreachable",
      lines: [{ state: "intent" }],
    });
    await simulatedTwilio().clearFaults();
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });

  it("is adopted by its tag when it took effect after we had given it up", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "POST" }, { times: 1 });
    await pump(db, {
      crashPoint: async (point) => {
        if (point === "after-effect") await pauseByHand(db, orderId);
      },
    });
    const line = only((await orderState(db, orderId)).lines);
    expect(line).toMatchObject({ state: "queued", attempts: 1 });
    await (await twilioFor(twilioAccountSid)).buy(only(numbers), line.id, WEBHOOKS);
    await resumeOrder(admin, orderId);
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });

  it("waits for a person when somebody renamed the number meanwhile", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    await simulatedTwilio().fault(lost, { method: "POST" }, { times: 1 });
    await pump(db, {
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
    expect(await orderState(db, orderId)).toMatchObject({
      state: "buying",
      lines: [{ state: "review", reason: "other-tag" }],
    });
  });

  it("does not hold up others when it can't be written down", async ({ db, admin, stranger }) => {
    const { organizationId, twilioAccountSid } = admin;
    const stuck = await approvedOrder(db, admin, 1);
    const fine = await approvedOrder(db, stranger, 1);
    const faults: unknown[] = [];
    await pump(
      db,
      {
        onFault: (error) => faults.push(error),
        crashPoint: async (point) => {
          if (point === "after-effect")
            await listByHand(db, organizationId, twilioAccountSid, only(stuck.numbers));
        },
      },
      { seconds: 2 },
    );
    expect(faults.length).toBeGreaterThan(0);
    expect((await orderState(db, fine.orderId)).state).toBe("done");
    expect(only((await orderState(db, stuck.orderId)).lines).state).toBe("intent");

    await db.delete(callerIds).where(eq(callerIds.organizationId, organizationId));
    await pump(db);
    await expectAgreement(db, admin, stuck.numbers);
  });
});
