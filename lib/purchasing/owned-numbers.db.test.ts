import { eq } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { orderLines } from "@/db/schema";
import { databaseTest } from "@/tests/support/database-test";
import { newOwnCallerId } from "@/tests/support/factories";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { beforePurchase, ENGINE, expectAgreement } from "@/tests/support/purchases";
import { first, only } from "@/tests/support/rows";
import { byHand, simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("an approved order whose number the account or the list has already", () => {
  it("never takes, tags or charges a number that the account owned before", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 3);
    const owned = first(numbers);
    await simulatedTwilio().outside(byHand(twilioAccountSid, owned));
    await pump(db);
    expect((await orderState(db, orderId)).lines[0]).toMatchObject({
      state: "failed",
      reason: "already-owned",
    });
    await expectAgreement(db, admin, numbers.slice(1));
    const held = await simulatedTwilio().held(twilioAccountSid);
    expect(held.find((number) => number.e164 === owned)?.friendly_name).toBe("bought by hand");
  });

  it("does not call a number bought that came into the account between the snapshot and the purchase", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    let taken = false;
    await pump(db, {
      crashPoint: async (point) => {
        if (point !== "after-intent" || taken) return;
        taken = true;
        await simulatedTwilio().outside(byHand(twilioAccountSid, only(numbers)));
      },
    });
    // Twilio took our purchase as a change of its name, and the row says so.
    expect((await orderState(db, orderId)).lines[0]).toMatchObject({
      state: "failed",
      reason: "owned-and-changed",
    });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);
  });

  it("asks a person when the account may have owned a number for some seconds before", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    await beforePurchase(db, () =>
      simulatedTwilio().outside({ ...byHand(twilioAccountSid, only(numbers)), ago: 10 }),
    );
    expect(await orderState(db, orderId)).toMatchObject({
      state: "buying",
      lines: [{ state: "review", reason: "unclear-age" }],
    });
    // Looking again, or a lost answer, does not make it ours.
    await db
      .update(orderLines)
      .set({ state: "intent", notBefore: null })
      .where(eq(orderLines.orderId, orderId));
    await pump(db);
    expect((await orderState(db, orderId)).lines).toMatchObject([{ state: "review", reason: "unclear-age" }]);
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);
    expect(await listCallerIds(db, organizationId)).toEqual([]);
  });

  it("leaves a number alone that the account owned, where Twilio refuses to sell it again", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    await simulatedTwilio().set({ ownedRebuy: "21422" });
    try {
      const { orderId, numbers } = await approvedOrder(db, admin, 1);
      await beforePurchase(db, () => simulatedTwilio().outside(byHand(twilioAccountSid, only(numbers))));
      expect((await orderState(db, orderId)).lines[0]).toMatchObject({
        state: "failed",
        reason: "already-owned",
      });
      const held = await simulatedTwilio().held(twilioAccountSid);
      expect(held.map((number) => number.friendly_name)).toEqual(["bought by hand"]);
    } finally {
      await simulatedTwilio().set({ ownedRebuy: "update" });
    }
  });

  it("turns an own Caller ID of the same number into the Twilio one", async ({
    db,
    organization: { admin, organizationId },
  }) => {
    const { numbers } = await approvedOrder(db, admin, 1);
    await newOwnCallerId(db, organizationId, only(numbers));
    await pump(db);
    const listed = await listCallerIds(db, organizationId);
    expect(listed).toMatchObject([{ e164: numbers[0], source: "twilio" }]);
  });
});
