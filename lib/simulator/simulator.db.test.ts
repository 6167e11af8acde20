import { afterEach, describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { simulatedAccount } from "@/tests/support/factories";
import { first } from "@/tests/support/rows";
import { simulatedTwilio, simulator } from "@/tests/support/simulated-twilio";
import { control } from "./control";
import type { FaultAction } from "./faults";

testDatabase();
const order = (path: string, body: unknown) =>
  control(simulator(), "POST", `/__sim/${path}`, JSON.stringify(body));

afterEach(async () => {
  await simulatedTwilio().clearFaults();
  await simulatedTwilio().set({ rivalRate: 0, clock: 0, searchCap: 30, capKeys: "upper" });
});

type Change = { method?: string; form?: Record<string, string>; fault?: FaultAction };

/** One request as it comes over the wire; what was answered, or how it ended. */
async function ask(account: string, resource: string, { method = "GET", form, fault }: Change = {}) {
  const [path = "", query] = resource.split("?");
  const login = `${account}:${SIMULATOR_CREDENTIALS.authToken}`;
  const answer = await simulator().handle({
    method,
    host: "api.twilio.com",
    path: `/2010-04-01/Accounts/${account}/${path}.json`,
    query: new URLSearchParams(query),
    form: new URLSearchParams(form),
    authorization: `Basic ${Buffer.from(login).toString("base64")}`,
    fault: fault && JSON.stringify(fault),
  });
  if (answer.kind !== "answer") return { status: answer.kind, headers: {} as Record<string, string> };
  return { ...JSON.parse(answer.body), status: answer.status, headers: answer.headers };
}

const buy = (account: string, e164: string, fault?: FaultAction) =>
  ask(account, "IncomingPhoneNumbers", { method: "POST", form: { PhoneNumber: e164 }, fault });

async function forSale(areaCode: string): Promise<string[]> {
  const found = await ask(simulatedAccount(), `AvailablePhoneNumbers/US/Local?AreaCode=${areaCode}`);
  return found.available_phone_numbers.map((one: { phone_number: string }) => one.phone_number);
}

async function listed(account: string, fault?: FaultAction): Promise<string[]> {
  const list = await ask(account, "IncomingPhoneNumbers", { fault });
  return list.incoming_phone_numbers.map((one: { phone_number: string }) => one.phone_number);
}

describe("faults", () => {
  it("cuts a request off now and lets it take effect later, in the ledger too", async () => {
    const account = simulatedAccount();
    const e164 = first(await forSale("206"));
    expect((await buy(account, e164, { kind: "late", ms: 150 })).status).toBe("cut");
    expect(await listed(account)).toEqual([]);
    await expect.poll(() => listed(account), { timeout: 10_000 }).toEqual([e164]);
    expect(await simulatedTwilio().purchases(account)).toEqual([e164]);
  });

  it("counts the requests under way and turns away what is over the limit", async () => {
    const account = simulatedAccount();
    await simulatedTwilio().fault({ kind: "concurrency", limit: 3 }, { account });
    await simulatedTwilio().fault({ kind: "latency", ms: 100 }, { account });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(account, "Balance")));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3);
    expect(answers.filter((answer) => answer.code === 20429)).toHaveLength(5);
    expect((await ask(account, "Balance")).headers["twilio-concurrent-requests"]).toBe("1");
  });

  it("hides what was just bought from lists, and from the balance", async () => {
    const account = simulatedAccount();
    const e164 = first(await forSale("206"));
    expect((await buy(account, e164)).status).toBe(201);
    expect(await listed(account, { kind: "stale-list", ms: 60_000 })).toEqual([]);
    expect(await listed(account)).toEqual([e164]);
    expect(await ask(account, "Balance", { fault: { kind: "balance-lag", ms: 60_000 } })).toMatchObject({
      balance: "10000.00",
    });
    expect(await ask(account, "Balance")).toMatchObject({ balance: "9998.85" });
  });

  it("answers in every shape that a broken server has", async () => {
    const account = simulatedAccount();
    const e164 = first(await forSale("206"));
    const fault = { kind: "status5xx", code: 503, body: "json", effect: "after" } as const;
    expect(await buy(account, e164, fault)).toMatchObject({ status: 503, code: 20503 });
    expect(await listed(account)).toEqual([e164]);
    expect(
      (await ask(account, "Balance", { fault: { kind: "status429", retryAfter: 7 } })).headers,
    ).toMatchObject({ "retry-after": "7" });
  });

  it("refuses a fault that it does not know, in words", async () => {
    expect(await order("faults", { id: "typo", action: { kind: "status429s" } })).toMatchObject({
      status: 400,
    });
    expect(await order("settings", { searchCaps: 3 })).toMatchObject({ status: 400 });
  });
});

describe("accounts", () => {
  it("sells one number to a trial account, and only what the balance pays", async () => {
    const [first = "", second = ""] = await forSale("312");
    const trial = simulatedAccount();
    await order("accounts", { sid: trial, trial: true });
    expect((await buy(trial, first)).status).toBe(201);
    expect(await buy(trial, second)).toMatchObject({ status: 400, code: 21404 });

    const poor = simulatedAccount();
    await order("accounts", { sid: poor, balance: 1 });
    expect(await buy(poor, second)).toMatchObject({ status: 403, code: 10001 });
    await order("accounts", { sid: poor, outOfFunds: "20005" });
    expect(await buy(poor, second)).toMatchObject({ status: 401, code: 20005 });
    expect(await ask(poor, "Balance")).toMatchObject({ balance: "1.00" });
  });

  it("restricts an account after so many purchases", async () => {
    const account = simulatedAccount();
    const [first = "", second = ""] = await forSale("312");
    await order("accounts", { sid: account, restrictedAfter: 1 });
    expect((await buy(account, first)).status).toBe(201);
    expect(await buy(account, second)).toMatchObject({ status: 400, code: 22300 });
  });
});

describe("the world outside", () => {
  it("lets somebody buy, edit and release in Twilio's own console", async () => {
    const account = simulatedAccount();
    const numbers = (await forSale("404")).slice(0, 3);
    await order("external", { kind: "buy", account, numbers, name: "by hand" });
    expect((await listed(account)).sort()).toEqual([...numbers].sort());
    await order("external", { kind: "edit", account, numbers, voiceUrl: "https://example.com/voice" });
    await order("external", { kind: "release", account, numbers: numbers.slice(1) });
    const held = first(await simulatedTwilio().held(account));
    expect(held).toMatchObject({
      friendly_name: "by hand",
      settings: { VoiceUrl: "https://example.com/voice" },
    });
    expect(await listed(account)).toEqual(numbers.slice(0, 1));
  });

  it("keeps a released number for its account until ten days of the virtual clock are over", async () => {
    const [owner, other] = [simulatedAccount(), simulatedAccount()];
    const e164 = first(await forSale("404"));
    await order("external", { kind: "buy", account: owner, numbers: [e164] });
    await order("external", { kind: "release", account: owner, numbers: [e164] });
    expect(await buy(other, e164)).toMatchObject({ code: 21422 });
    await order("clock", { advance: 11 * 24 * 60 * 60 * 1000 });
    expect(await buy(other, e164)).toMatchObject({ status: 201 });
  });

  it("has rivals who buy what a search showed, by the virtual clock", async () => {
    await simulatedTwilio().set({ rivalRate: 0.001 });
    const e164 = first(await forSale("615"));
    await order("clock", { advance: 24 * 60 * 60 * 1000 });
    expect(await buy(simulatedAccount(), e164)).toMatchObject({ code: 21422 });
    await simulatedTwilio().set({ rivalRate: 0 });
    expect(await buy(simulatedAccount(), e164)).toMatchObject({ status: 201 });
  });

  it("shows as many numbers as it is told to, with what they can do in either spelling", async () => {
    await simulatedTwilio().set({ searchCap: 3, capKeys: "lower" });
    const found = await ask(
      simulatedAccount(),
      "AvailablePhoneNumbers/US/Local?AreaCode=615&NearLatLong=36.16,-86.78",
    );
    expect(found.available_phone_numbers).toHaveLength(3);
    expect(found.available_phone_numbers[0].capabilities).toMatchObject({ sms: true, mms: true });
  });
});

describe("questions that Twilio refuses", () => {
  it.each([
    ["IncomingPhoneNumbers?PageSize=1001", 20007],
    ["IncomingPhoneNumbers?PageSize=0", 20007],
    ["IncomingPhoneNumbers?Page=1", 70002],
    ["IncomingPhoneNumbers?Page=1&PageToken=PAnonsense", 21481],
    ["IncomingPhoneNumbers?Page=1&PageToken=nonsense", 21481],
    ["AvailablePhoneNumbers/US/Local?Contains=5", 20001],
    ["AvailablePhoneNumbers/US/Local?Contains=206*55*", 20001],
  ])("%s is answered 400 with %d", async (question, code) => {
    expect(await ask(simulatedAccount(), question)).toMatchObject({ status: 400, code });
  });

  it.each(["55", "TEST", "%2B1206", "571*******"])("a search for %s is none of them", async (contains) => {
    expect(
      await ask(simulatedAccount(), `AvailablePhoneNumbers/US/Local?Contains=${contains}`),
    ).toMatchObject({
      status: 200,
    });
  });

  it("goes on from a page whose last number was released meanwhile, and from no number of others", async () => {
    const account = simulatedAccount();
    const numbers = (await forSale("303")).slice(0, 3);
    await order("external", { kind: "buy", account, numbers });
    const first = await ask(account, "IncomingPhoneNumbers?PageSize=1");
    const next = first.next_page_uri.split("IncomingPhoneNumbers.json")[1];
    await order("external", {
      kind: "release",
      account,
      numbers: [first.incoming_phone_numbers[0].phone_number],
    });
    expect((await ask(account, `IncomingPhoneNumbers${next}`)).incoming_phone_numbers).toHaveLength(1);
    expect(await ask(simulatedAccount(), `IncomingPhoneNumbers${next}`)).toMatchObject({ code: 21481 });
  });
});

it("lets an account in with its own token alone", async () => {
  const account = simulatedAccount();
  expect((await ask(account, "Balance")).status).toBe(200);
  await order("accounts", { sid: account, authToken: "its-own" });
  expect(await ask(account, "Balance")).toMatchObject({ status: 401, code: 20003 });
});

it("has the account, its verified callers, and a number's type in the address", async () => {
  const account = simulatedAccount();
  const e164 = first(await forSale("504"));
  const form = { PhoneNumber: e164 };
  expect(await ask(account, "IncomingPhoneNumbers/TollFree", { method: "POST", form })).toMatchObject({
    code: 21458,
  });
  expect((await ask(account, "IncomingPhoneNumbers/Local", { method: "POST", form })).status).toBe(201);
  expect((await ask(account, "IncomingPhoneNumbers/TollFree")).incoming_phone_numbers).toEqual([]);
  expect(await ask(account, "OutgoingCallerIds")).toMatchObject({ outgoing_caller_ids: [] });
});
