import { afterEach, describe, expect } from "vitest";
import { outcomeWords } from "@/lib/domain/reconcile/reconcile";
import { databaseTest } from "@/tests/support/database-test";
import { orderState, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import {
  eventsOf,
  listedNumbers,
  numbersOf,
  orderInReview,
  outcomesOf,
  rowsOf,
} from "@/tests/support/reconcile";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { giveUpLines } from "./give-up-lines";
import { listAsBought } from "./list-as-bought";
import { lookAgain } from "./look-again";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("a line that needs a person", () => {
  it("is listed as bought when a person says so, once, with its tag back", async ({ db, organization }) => {
    const { admin, organizationId, twilioAccountSid } = organization;
    const { orderId, numbers } = await orderInReview(db, organization);
    const e164 = only(numbers);
    const rows = await rowsOf(admin, "review");
    expect(rows).toMatchObject([{ e164, twilio: { name: "reception" }, line: { orderId } }]);
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    const outcomes = await Promise.all([listAsBought(admin, rows), listAsBought(admin, rows)]);
    expect(outcomesOf(outcomes.flat()).sort()).toEqual(["changed", "done"]);
    const state = await orderState(db, orderId);
    expect(state).toMatchObject({ state: "done", lines: [{ state: "bought" }] });
    const held = only(await simulatedTwilio().held(twilioAccountSid));
    expect(held.friendly_name).toBe(first(state.lines).id);
    expect(await listedNumbers(db, organizationId)).toEqual([{ e164, sid: held.sid }]);
  });

  it("stays as it is when the number changed since the page was drawn, and the page shows how it is now", async ({
    db,
    organization,
  }) => {
    const { admin, organizationId, twilioAccountSid: account } = organization;
    const { numbers } = await orderInReview(db, organization);
    const rows = await rowsOf(admin, "review");
    await simulatedTwilio().outside({ kind: "release", account, numbers });
    await simulatedTwilio().outside({
      kind: "buy",
      account,
      numbers,
      name: "sales desk",
      voiceUrl: "https://pbx.example/in",
    });
    expect(outcomesOf(await listAsBought(admin, rows))).toEqual(["changed"]);
    expect(await listedNumbers(db, organizationId)).toEqual([]);
    const held = only(await simulatedTwilio().held(account));
    expect(held).toMatchObject({
      friendly_name: "sales desk",
      settings: { VoiceUrl: "https://pbx.example/in" },
    });
    const now = await rowsOf(admin, "review");
    expect(now).toMatchObject([{ twilio: { name: "sales desk", sid: held.sid } }]);
    expect(outcomesOf(await listAsBought(admin, now))).toEqual(["done"]);
  });

  it("says so when Twilio's answer to a change was lost", async ({ db, organization }) => {
    const { admin, twilioAccountSid } = organization;
    await orderInReview(db, organization);
    const rows = await rowsOf(admin, "review");
    await simulatedTwilio().fault(
      { kind: "cut", effect: "after" },
      { method: "POST", account: twilioAccountSid },
      { times: 1 },
    );
    const outcomes = await listAsBought(admin, rows);
    expect(outcomesOf(outcomes)).toEqual(["half-done"]);
    expect(outcomeWords(outcomes, "listed as bought")).toMatch(
      /whose answer was lost\. Read the account again: it may have been changed\.$/,
    );
  });

  it("is not bought at a price that nobody approved", async ({ db, organization }) => {
    const { admin, twilioAccountSid } = organization;
    const { numbers, orderId } = await orderInReview(db, organization);
    await simulatedTwilio().outside({ kind: "release", account: twilioAccountSid, numbers });
    await simulatedTwilio().set({ prices: { "US/local": "9.00" } });
    try {
      expect(outcomesOf(await lookAgain(admin, await rowsOf(admin, "review")))).toEqual(["price-rose"]);
    } finally {
      await simulatedTwilio().set({ prices: { "US/local": "1.15" } });
    }
    expect((await orderState(db, orderId)).lines).toMatchObject([{ state: "review" }]);
  });

  it.for([
    ["number.looked-at-again", lookAgain],
    ["number.given-up", giveUpLines],
    ["number.listed-by-hand", listAsBought],
  ] as const)(
    "is decided once, by its own organisation's admins, and the decision is in the audit trail: %s",
    async ([event, decide], { db, organization, colleague, stranger }) => {
      const { admin, organizationId } = organization;
      await orderInReview(db, organization);
      const rows = await rowsOf(admin, "review");
      expect(outcomesOf(await decide(stranger, rows))).toEqual(["changed"]);
      expect(await eventsOf(db, organizationId, event)).toEqual([]);
      const outcomes = await Promise.all([decide(admin, rows), decide(colleague, rows)]);
      expect(outcomesOf(outcomes.flat()).sort()).toEqual(["changed", "done"]);
      expect(await eventsOf(db, organizationId, event)).toHaveLength(1);
    },
  );

  it("fails when a person gives it up, and the number can then be adopted", async ({
    db,
    organization,
    stranger,
  }) => {
    const { admin, organizationId } = organization;
    const { orderId, numbers } = await orderInReview(db, organization);
    const rows = await rowsOf(admin, "review");
    expect(outcomesOf(await giveUpLines(stranger, rows))).toEqual(["changed"]);
    expect(outcomesOf(await giveUpLines(admin, rows))).toEqual(["done"]);
    expect(await orderState(db, orderId)).toMatchObject({
      state: "failed",
      lines: [{ state: "failed", reason: "given-up" }],
    });
    expect(await numbersOf(admin, "unlisted")).toEqual(numbers);
    expect(outcomesOf(await listAsBought(admin, rows))).toEqual(["changed"]);
    expect(await listedNumbers(db, organizationId)).toEqual([]);
  });

  it("is looked for again by the engine, and bought when the account does not have it", async ({
    db,
    organization,
  }) => {
    const { admin, twilioAccountSid } = organization;
    const { orderId, numbers } = await orderInReview(db, organization);
    expect(outcomesOf(await lookAgain(admin, await rowsOf(admin, "review")))).toEqual(["done"]);
    await pump(db);
    expect((await orderState(db, orderId)).lines).toMatchObject([{ state: "review" }]);

    await simulatedTwilio().outside({ kind: "release", account: twilioAccountSid, numbers });
    await simulatedTwilio().set({ releasedRebuy: "buy" });
    await lookAgain(admin, await rowsOf(admin, "review"));
    await pump(db);
    await simulatedTwilio().set({ releasedRebuy: "21422" });
    expect(await orderState(db, orderId)).toMatchObject({
      state: "done",
      lines: [{ state: "bought" }],
    });
    expect(await simulatedTwilio().held(twilioAccountSid)).toHaveLength(1);
  });
});
