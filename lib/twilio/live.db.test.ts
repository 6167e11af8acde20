import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { ANYTHING, type NumberSearch } from "@/lib/domain/offers/search";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { simulatedAccount } from "@/tests/support/factories";
import { first } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { twilioFor } from ".";

testDatabase();
const webhooks = webhooksOf("http://localhost:3000");

async function search(change: Partial<NumberSearch>) {
  const provider = await twilioFor(simulatedAccount());
  const found = await provider.search({
    ...ANYTHING,
    ...change,
  });
  if (found.kind !== "found" && found.kind !== "nothing") throw new Error(found.kind);
  return found.kind === "found" ? found.offers : [];
}

/** What is said of every offer is said of one at least. */
async function searchSome(change: Partial<NumberSearch>) {
  const offers = await search(change);
  expect(offers.length).toBeGreaterThan(0);
  return offers;
}

describe("searching through the official client", () => {
  it("finds real area codes with their real places, 30 at most, another sample each time", async () => {
    const sample = await search({ areaCode: "512" });
    expect(sample).toHaveLength(30);
    for (const offer of sample)
      expect(offer).toMatchObject({ country: "US", region: "TX", voice: true, sms: true });
    const another = await search({ areaCode: "512" });
    expect(another.map((offer) => offer.e164)).not.toEqual(sample.map((offer) => offer.e164));
  });

  it("honours city, state, digits and letters of a keypad", async () => {
    const austin = await searchSome({ city: "Austin", state: "TX" });
    expect(austin.every((offer) => offer.locality === "Austin" && offer.region === "TX")).toBe(true);
    expect((await searchSome({ contains: "4155" })).every((offer) => offer.e164.includes("4155"))).toBe(true);
    expect(
      (await searchSome({ areaCode: "512", contains: "CAB" })).every((offer) => offer.e164.includes("222")),
    ).toBe(true);
    expect((await searchSome({ contains: "+1206*" })).every((offer) => offer.e164.startsWith("+1206"))).toBe(
      true,
    );
  });

  it("knows what is scarce, empty, or not sold at all", async () => {
    expect((await search({ areaCode: "415" })).length).toBeLessThanOrEqual(3);
    expect(await search({ areaCode: "533" })).toEqual([]);
    expect(await search({ type: "mobile" })).toEqual([]);
  });

  it("says where an address or a bundle is asked for", async () => {
    const british = await searchSome({ country: "GB", contains: "44121" });
    expect(british.some((offer) => offer.addressRequirement !== "none")).toBe(true);
    expect((await searchSome({ country: "GB", type: "mobile" })).every((offer) => offer.needsBundle)).toBe(
      true,
    );
    expect((await searchSome({ country: "CA", areaCode: "416" })).every((offer) => !offer.needsBundle)).toBe(
      true,
    );
  });

  it("finds numbers near another one, whatever their area code", async () => {
    const found = await search({ near: "+12125550100" });
    const places = new Set(found.map((offer) => offer.region));
    expect(found).toHaveLength(30);
    expect([...places].every((region) => ["NY", "NJ", "CT"].includes(region ?? ""))).toBe(true);
    expect(new Set(found.map((offer) => offer.e164.slice(2, 5))).size).toBeGreaterThan(1);
  });
});

describe("buying through the official client", () => {
  it("refuses a British number without the address it asks for", async () => {
    const asking = (await search({ country: "GB" })).filter((one) => one.addressRequirement === "any");
    const provider = await twilioFor(simulatedAccount());
    expect(await provider.buy(first(asking).e164, "lin_1", webhooks)).toEqual({
      kind: "refused",
      reason: "needs-address",
    });
  });

  it.each([
    ["+15005550000", { kind: "refused", reason: "taken" }],
    ["+15005550001", { kind: "refused", reason: "invalid-number" }],
  ])("knows Twilio's magic number %s", async (e164, outcome) => {
    expect(await (await twilioFor(simulatedAccount())).buy(e164, "lin_1", webhooks)).toEqual(outcome);
  });

  it("meets both answers that Twilio may give for a number that the account owns", async () => {
    const account = simulatedAccount();
    const provider = await twilioFor(account);
    const { e164 } = first(await search({ areaCode: "617" }));
    const bought = await provider.buy(e164, "lin_1", webhooks);
    const again = await provider.buy(e164, "lin_2", webhooks);
    expect(again).toMatchObject({
      kind: "bought",
      number: { tag: "lin_2", sid: bought.kind === "bought" && bought.number.sid },
    });
    await simulatedTwilio().set({ ownedRebuy: "21422" });
    expect(await provider.buy(e164, "lin_3", webhooks)).toEqual({ kind: "refused", reason: "taken" });
    expect(await simulatedTwilio().purchases(account)).toEqual([e164]);
    await simulatedTwilio().set({ ownedRebuy: "update" });
  });

  it("lists the account's numbers, and releases one only when it is told to", async () => {
    const account = simulatedAccount();
    const provider = await twilioFor(account);
    for (const offer of (await search({ areaCode: "305" })).slice(0, 3))
      await provider.buy(offer.e164, "lin", webhooks);
    const page = await provider.listPage(null);
    if (page.kind !== "page") throw new Error(page.kind);
    expect(page.numbers).toHaveLength(3);
    expect(page.next).toBeNull();
    const { sid } = first(page.numbers);
    expect(await provider.release(sid)).toEqual({ kind: "released" });
    expect(await provider.release(sid)).toEqual({ kind: "absent" });
    const [, other] = page.numbers;
    const numbers = [other?.e164 ?? ""];
    const edit = (settings: Record<string, string>) =>
      simulatedTwilio().outside({ kind: "edit", account, numbers, settings });
    await edit({ MessagingServiceSid: "MG1", EmergencyAddressSid: `AD${"1".repeat(32)}` });
    const release = () => provider.release(other?.sid ?? "");
    expect(await release()).toEqual({ kind: "refused", reason: "emergency-address" });
    expect(await provider.removeEmergencyAddress(other?.sid ?? "")).toMatchObject({
      number: { emergencyAddressSid: "", emergencyAddressStatus: "pending-unregistration" },
    });
    expect(await release()).toEqual({ kind: "refused", reason: "emergency-address" });
    await simulatedTwilio().set({ clock: 31_000 });
    expect(await release()).toEqual({ kind: "refused", reason: "messaging-service" });
    await edit({ MessagingServiceSid: "" });
    expect(await release()).toEqual({ kind: "released" });
    await simulatedTwilio().set({ clock: 0 });
    // For ten days only Twilio's own console sells it back.
    expect(await provider.buy(numbers[0] ?? "", "lin", webhooks)).toEqual({
      kind: "refused",
      reason: "taken",
    });
  });
});

it("knows a number's type by its digits where Twilio does not say it", async () => {
  const provider = await twilioFor(simulatedAccount());
  const local = first(await search({ areaCode: "305" }));
  const tollFree = first(await search({ type: "toll-free" }));
  await simulatedTwilio().set({ typeField: false });
  for (const offer of [local, tollFree]) await provider.buy(offer.e164, "lin_type", webhooks);
  const page = await provider.listPage(null);
  await simulatedTwilio().set({ typeField: true });
  expect(page.kind === "page" && page.numbers.map(({ type }) => type).sort()).toEqual(["local", "toll-free"]);
});

it("names prices and the balance", async () => {
  const provider = await twilioFor(simulatedAccount());
  expect(await provider.prices("US")).toEqual({
    kind: "prices",
    currency: "USD",
    micros: { local: 1_150_000, "toll-free": 2_150_000 },
  });
  expect(await provider.balance()).toEqual({ kind: "balance", amount: "10000.00", currency: "USD" });
});
