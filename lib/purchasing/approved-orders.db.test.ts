import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { pageOfCallerIds } from "@/db/queries/caller-ids";
import { orderLines } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { CHECK_SLOT, MAX_REFUSED } from "@/lib/domain/engine/engine-settings";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { resumeOrder } from "@/lib/orders/resume-order";
import type { FaultAction } from "@/lib/simulator/faults";
import { newOrganization, newOwnCallerId } from "@/tests/support/factories";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { approvedOrder, FAST, orderState, pump } from "@/tests/support/orders";
import { beforePurchase, byHand, ENGINE, expectAgreement } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const database = testDatabase(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("an approved order", () => {
  it("is bought: tagged, with its webhooks, listed, assigned and done", async () => {
    const { admin, organizationId, twilioAccountSid, staff } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 5, {
      userIds: staff.slice(0, 2).map((one) => one.id),
    });
    await pump(database());

    const { state, lines } = await orderState(database(), orderId);
    expect(state).toBe("done");
    await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
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
    const { rows: listed } = await pageOfCallerIds(database(), admin, FIRST_PAGE);
    expect(listed.every((row) => row.users.length === 2 && row.forwardTo === "+16285550100")).toBe(true);
  });

  it("ends partly done when somebody else takes a number, which is not charged", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 3);
    await simulatedTwilio().fault({ kind: "taken-between" }, { method: "POST", phoneNumber: numbers[1] });
    await pump(database());
    const { state, lines } = await orderState(database(), orderId);
    expect(state).toBe("partly_done");
    expect(lines.map((line) => line.reason)).toEqual([null, "taken", null]);
    await expectAgreement(database(), twilioAccountSid, organizationId, [numbers[0] ?? "", numbers[2] ?? ""]);
  });

  const needs: [string, number][] = [
    ["needs-address", 21631],
    ["needs-bundle", 21649],
    ["invalid-number", 21421],
  ];
  it.each(needs)("names the reason %s", async (reason, code) => {
    const { admin } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault({ kind: "refuse", code }, { method: "POST" });
    await pump(database());
    expect(await orderState(database(), orderId)).toMatchObject({
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
  it.each(faults)("buys a number once when the purchase is %s", async (_, fault) => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 2);
    await simulatedTwilio().fault(fault, { method: "POST", path: "IncomingPhoneNumbers" }, { times: 1 });
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
  });

  it("waits out the quarantine before it buys an unanswered number again", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "POST" }, { times: 1 });
    const started = performance.now();
    await pump(database());
    expect(performance.now() - started).toBeGreaterThan(FAST.quarantine);
    expect(await orderState(database(), orderId)).toMatchObject({ state: "done", lines: [{ attempts: 2 }] });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toHaveLength(1);
  });

  it("never takes, tags or charges a number that the account owned before", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 3);
    const owned = numbers[0] ?? "";
    await simulatedTwilio().outside(byHand(twilioAccountSid, owned));
    await pump(database());
    expect((await orderState(database(), orderId)).lines[0]).toMatchObject({
      state: "failed",
      reason: "already-owned",
    });
    await expectAgreement(database(), twilioAccountSid, organizationId, numbers.slice(1));
    const held = await simulatedTwilio().held(twilioAccountSid);
    expect(held.find((number) => number.e164 === owned)?.friendly_name).toBe("bought by hand");
  });

  it("does not call a number bought that came into the account between the snapshot and the purchase", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    let taken = false;
    await pump(database(), {
      crashPoint: async (point) => {
        if (point !== "after-intent" || taken) return;
        taken = true;
        await simulatedTwilio().outside(byHand(twilioAccountSid, numbers[0] ?? ""));
      },
    });
    // Twilio took our purchase as a change of its name, and the row says so.
    expect((await orderState(database(), orderId)).lines[0]).toMatchObject({
      state: "failed",
      reason: "owned-and-changed",
    });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);
  });

  it("asks a person when the account may have owned a number for some seconds before", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await beforePurchase(database(), () =>
      simulatedTwilio().outside({ ...byHand(twilioAccountSid, numbers[0] ?? ""), ago: 10 }),
    );
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "buying",
      lines: [{ state: "review", reason: "unclear-age" }],
    });
    // Looking again, or a lost answer, does not make it ours.
    await database()
      .update(orderLines)
      .set({ state: "intent", notBefore: null })
      .where(eq(orderLines.orderId, orderId));
    await pump(database());
    expect((await orderState(database(), orderId)).lines).toMatchObject([
      { state: "review", reason: "unclear-age" },
    ]);
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);
    expect(await listCallerIds(database(), organizationId)).toEqual([]);
  });

  it("leaves a number alone that the account owned, where Twilio refuses to sell it again", async () => {
    await simulatedTwilio().set({ ownedRebuy: "21422" });
    try {
      const { admin, twilioAccountSid } = await newOrganization(database());
      const { orderId, numbers } = await approvedOrder(database(), admin, 1);
      await beforePurchase(database(), () =>
        simulatedTwilio().outside(byHand(twilioAccountSid, numbers[0] ?? "")),
      );
      expect((await orderState(database(), orderId)).lines[0]).toMatchObject({
        state: "failed",
        reason: "already-owned",
      });
      const held = await simulatedTwilio().held(twilioAccountSid);
      expect(held.map((number) => number.friendly_name)).toEqual(["bought by hand"]);
    } finally {
      await simulatedTwilio().set({ ownedRebuy: "update" });
    }
  });

  it("finds a purchase again that a list does not show yet, and buys it once", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { numbers } = await approvedOrder(database(), admin, 2);
    await simulatedTwilio().fault({ kind: "cut", effect: "after" }, { method: "POST" }, { times: 2 });
    await simulatedTwilio().fault({ kind: "stale-list", ms: 400 }, { method: "GET" });
    await pump(database());
    await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
  });

  it("fails what costs more by the time that it is resumed, and buys the rest", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 2);
    await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST" });
    await pump(database());
    await simulatedTwilio().clearFaults();
    await simulatedTwilio().set({ prices: { "US/local": "9.00" } });
    try {
      expect(await resumeOrder(admin, orderId)).toEqual({ kind: "resumed", dearer: 2 });
    } finally {
      await simulatedTwilio().set({ prices: { "US/local": "1.15" } });
    }
    await pump(database());
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "failed",
      lines: [{ reason: "price-rose" }, { reason: "price-rose" }],
    });
    await expectAgreement(database(), twilioAccountSid, organizationId, []);
  });

  it.each([
    ["20003", "credentials"],
    ["20005", "suspended"],
    ["21404", "trial"],
    ["22300", "restricted"],
  ] as const)("pauses on Twilio's %s and goes on when it is resumed", async (as, reason) => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 3);
    await simulatedTwilio().fault({ kind: "account", as }, { method: "POST" });
    await pump(database());
    expect(await orderState(database(), orderId)).toMatchObject({ state: "paused", pausedReason: reason });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);

    await simulatedTwilio().clearFaults();
    expect(await resumeOrder(admin, orderId)).toMatchObject({ kind: "resumed" });
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(database(), twilioAccountSid, organizationId, numbers);
  });

  it("pauses, rather than fail number after number, when Twilio refuses several for a reason we don't know", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 20);
    await simulatedTwilio().fault({ kind: "refuse", code: 99999 }, { method: "POST" });
    // One purchase at a time, so that none is under way when the limit is reached.
    const buying = sql`twilio_account_sid = ${twilioAccountSid} and lane not in (0, ${CHECK_SLOT})`;
    await database().execute(sql`update provider_slots set lease_until = 'infinity' where ${buying}`);
    await pump(database());
    await database().execute(sql`update provider_slots set lease_until = null where ${buying}`);
    const paused = await orderState(database(), orderId);
    expect(paused).toMatchObject({ state: "paused", pausedReason: "refused" });
    const refused = paused.lines.filter((line) => line.state === "failed");
    expect(refused).toHaveLength(MAX_REFUSED);

    await simulatedTwilio().clearFaults();
    await resumeOrder(admin, orderId);
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("partly_done");
    const left = numbers.filter((e164) => !refused.some((line) => line.e164 === e164));
    await expectAgreement(database(), twilioAccountSid, organizationId, left);
  });

  it("ends once an admin has resumed it, though Twilio goes on refusing", async () => {
    const { admin } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 12);
    await simulatedTwilio().fault({ kind: "refuse", code: 99999 }, { method: "POST" });
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("paused");
    await resumeOrder(admin, orderId);
    await pump(database());
    const { state, lines } = await orderState(database(), orderId);
    expect(state).toBe("failed");
    expect(new Set(lines.map((line) => line.reason))).toEqual(new Set(["refused"]));
  });

  it("turns an own Caller ID of the same number into the Twilio one", async () => {
    const { admin, organizationId } = await newOrganization(database());
    const { numbers } = await approvedOrder(database(), admin, 1);
    await newOwnCallerId(database(), organizationId, numbers[0] ?? "");
    await pump(database());
    const listed = await listCallerIds(database(), organizationId);
    expect(listed).toMatchObject([{ e164: numbers[0], source: "twilio" }]);
  });
});
