import { afterEach, describe, expect } from "vitest";
import { pageOfCallerIds } from "@/db/queries/caller-ids";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import type { FaultAction } from "@/lib/simulator/faults";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, FAST, orderState, PATIENT, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement } from "@/tests/support/purchases";
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

  it("hears an answer as long as the settings of its own pump wait for it", async ({ db, admin }) => {
    await approvedOrder(db, admin, 1);
    // Longer than this file's ENGINE_SETTINGS wait.
    await simulatedTwilio().fault({ kind: "latency", ms: 400 }, { method: "POST" }, { times: 1 });
    const answers: string[] = [];
    await pump(db, {
      settings: PATIENT,
      providerFor: async (account, timeout) => {
        const provider = await twilioFor(account, timeout);
        const buy: typeof provider.buy = async (...asked) => {
          const answer = await provider.buy(...asked);
          answers.push(answer.kind);
          return answer;
        };
        return { ...provider, buy };
      },
    });
    expect(answers).toEqual(["bought"]);
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

  it("finds a purchase again that a list does not show yet, and buys it once", async ({ db, admin }) => {
    const { numbers } = await approvedOrder(db, admin, 2);
    await simulatedTwilio().fault({ kind: "cut", effect: "after" }, { method: "POST" }, { times: 2 });
    await simulatedTwilio().fault({ kind: "stale-list", ms: 400 }, { method: "GET" });
    await pump(db);
    await expectAgreement(db, admin, numbers);
  });
});
