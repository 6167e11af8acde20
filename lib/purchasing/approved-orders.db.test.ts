import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { pageOfCallerIds } from "@/db/queries/caller-ids";
import { orderLines } from "@/db/schema";
import { CHECK_SLOT, MAX_REFUSED } from "@/lib/domain/engine/engine-settings";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { resumeOrder } from "@/lib/orders/resume-order";
import type { FaultAction } from "@/lib/simulator/faults";
import { databaseTest } from "@/tests/support/database-test";
import { newOwnCallerId } from "@/tests/support/factories";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { approvedOrder, FAST, orderState, pump } from "@/tests/support/orders";
import { beforePurchase, byHand, ENGINE, expectAgreement } from "@/tests/support/purchases";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("an approved order", () => {
  it("is bought: tagged, with its webhooks, listed, assigned and done", async ({
    db,
    organization: { admin, twilioAccountSid, staff },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 5, {
      userIds: staff.slice(0, 2).map((one) => one.id),
    });
    await pump(db);

    const { state, lines } = await orderState(db, orderId);
    expect(state).toBe("done");
    await expectAgreement(db, admin, numbers);
    const held = await simulatedTwilio().held(twilioAccountSid);
    for (const number of held) {
      const line = lines.find((one) => one.e164 === number.e164);
      expect(number).toMatchObject({
        sid: line?.sid,
        friendly_name: line?.id,
        settings: {
          VoiceUrl: "http://localhost:3000/api/voice/incoming#rc=3&rp=all&rt=3500",
          VoiceMethod: "POST",
          VoiceFallbackUrl: "http://localhost:3000/api/voice/fallback#rc=3&rp=all&rt=3500",
          VoiceFallbackMethod: "POST",
          StatusCallback: "http://localhost:3000/api/voice/status#rc=3&rp=all&rt=3500",
          StatusCallbackMethod: "POST",
        },
      });
    }
    const { rows: listed } = await pageOfCallerIds(db, admin, FIRST_PAGE);
    expect(listed.every((row) => row.users.length === 2 && row.forwardTo === "+16285550100")).toBe(true);
  });

  it("ends partly done when somebody else takes a number, which is not charged", async ({ db, admin }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 3);
    const [, taken] = numbers;
    await simulatedTwilio().fault({ kind: "taken-between" }, { method: "POST", phoneNumber: taken });
    await pump(db);
    const { state, lines } = await orderState(db, orderId);
    expect(state).toBe("partly_done");
    expect(lines.map((line) => line.reason)).toEqual([null, "taken", null]);
    await expectAgreement(
      db,
      admin,
      numbers.filter((e164) => e164 !== taken),
    );
  });

  const needs: [string, number][] = [
    ["needs-address", 21631],
    ["needs-bundle", 21649],
    ["invalid-number", 21421],
  ];
  it.for(needs)("names the reason %s", async ([reason, code], { db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await simulatedTwilio().fault({ kind: "refuse", code }, { method: "POST" });
    await pump(db);
    expect(await orderState(db, orderId)).toMatchObject({
      state: "failed",
      lines: [{ state: "failed", reason }],
    });
  });

  const faults: [string, FaultAction][] = [
    ["cut before it took effect", { kind: "cut", effect: "before" }],
    ["cut after it took effect", { kind: "cut", effect: "after" }],
    ["answered 500 before it took effect", { kind: "status5xx", effect: "before" }],
    ["answered 503 after it took effect", { kind: "status5xx", code: 503, effect: "after" }],
    ["answered 201 with an unreadable body", { kind: "garbage" }],
    ["answered 429", { kind: "status429" }],
    ["answered when we no longer wait", { kind: "latency", ms: 400 }],
    ["given up before it took effect", { kind: "late", ms: 400, hang: true }],
  ];
  it.for(faults)("buys a number once when the purchase is %s", async ([_, fault], { db, admin }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 2);
    await simulatedTwilio().fault(fault, { method: "POST", path: "IncomingPhoneNumbers" }, { times: 1 });
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });

  it("waits out the quarantine before it buys an unanswered number again", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "POST" }, { times: 1 });
    const started = performance.now();
    await pump(db);
    expect(performance.now() - started).toBeGreaterThan(FAST.quarantine);
    expect(await orderState(db, orderId)).toMatchObject({ state: "done", lines: [{ attempts: 2 }] });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toHaveLength(1);
  });

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

  it("finds a purchase again that a list does not show yet, and buys it once", async ({ db, admin }) => {
    const { numbers } = await approvedOrder(db, admin, 2);
    await simulatedTwilio().fault({ kind: "cut", effect: "after" }, { method: "POST" }, { times: 2 });
    await simulatedTwilio().fault({ kind: "stale-list", ms: 400 }, { method: "GET" });
    await pump(db);
    await expectAgreement(db, admin, numbers);
  });

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
