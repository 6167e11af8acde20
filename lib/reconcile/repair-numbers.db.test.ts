import { eq } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { twilioNumbers } from "@/db/schema";
import { databaseTest } from "@/tests/support/database-test";
import { ENGINE } from "@/tests/support/purchases";
import {
  boughtNumbers,
  eventsOf,
  listedNumbers,
  numbersOf,
  outcomesOf,
  readAccount,
  rowsOf,
} from "@/tests/support/reconcile";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { repairNumbers } from "./repair-numbers";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("changed at Twilio", () => {
  it("is said in words and repaired, once: webhooks, trunk, name and the id it is billed by", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
    stranger,
  }) => {
    const numbers = await boughtNumbers(db, admin, 4);
    const [calls = "", trunk = "", name = "", again = ""] = numbers;
    const before = await simulatedTwilio().held(twilioAccountSid);
    const account = twilioAccountSid;
    await simulatedTwilio().outside({
      kind: "edit",
      account,
      numbers: [calls],
      voiceUrl: "https://pbx.example/in?key=1",
    });
    await simulatedTwilio().outside({
      kind: "edit",
      account,
      numbers: [trunk],
      trunkSid: `TK${"1".repeat(32)}`,
    });
    await simulatedTwilio().outside({ kind: "edit", account, numbers: [name], name: "reception" });
    await simulatedTwilio().outside({ kind: "release", account, numbers: [again] });
    await simulatedTwilio().outside({ kind: "buy", account, numbers: [again] });
    await readAccount(admin);
    const rows = await rowsOf(admin, "drifted");
    const words = new Map(rows.map((row) => [row.e164, row.drifts.join(" ")]));
    expect(words.get(calls)).toMatch(/pbx\.example\/in instead of here/);
    expect(words.get(trunk)).toMatch(/trunk or an application/);
    expect(words.get(name)).toMatch(/Renamed “reception”/);
    expect(words.get(again)).toMatch(/bought again/);

    expect((await repairNumbers(stranger, rows)).every((row) => row.outcome === "changed")).toBe(true);
    const [one, two] = await Promise.all([repairNumbers(admin, rows), repairNumbers(admin, rows)]);
    expect([...one, ...two].filter((row) => row.outcome === "done")).toHaveLength(4);
    expect(await numbersOf(admin, "drifted")).toEqual([]);
    await readAccount(admin);
    expect(await numbersOf(admin, "drifted")).toEqual([]);
    const after = await simulatedTwilio().held(twilioAccountSid);
    expect(
      after.map(({ e164, friendly_name, settings }) => [e164, friendly_name, settings.VoiceUrl]),
    ).toEqual(before.map(({ e164, friendly_name, settings }) => [e164, friendly_name, settings.VoiceUrl]));
    expect(await listedNumbers(db, organizationId)).toEqual(after.map(({ e164, sid }) => ({ e164, sid })));
    expect(await eventsOf(db, organizationId, "caller-id.repaired")).toHaveLength(4);
  });
});

describe("call-back settings", () => {
  const HERE = "http://localhost:3000/api/voice";
  const OLDER = {
    VoiceUrl: `${HERE}/incoming`,
    VoiceFallbackUrl: `${HERE}/fallback`,
    StatusCallback: "",
    StatusCallbackMethod: "POST",
  };
  const set = (account: string, e164: string, settings: Record<string, string>) =>
    simulatedTwilio().outside({ kind: "edit", account, numbers: [e164], settings });

  it.for([
    ["VoiceUrl", `${HERE}/incoming#rc=1`],
    ["VoiceUrl", ""],
    ["VoiceMethod", "GET"],
    ["VoiceFallbackUrl", ""],
    ["VoiceFallbackUrl", `${HERE}/fallback`],
    ["VoiceFallbackMethod", "GET"],
    ["StatusCallback", ""],
    ["StatusCallback", "https://elsewhere.example/status"],
    ["StatusCallbackMethod", "GET"],
    ["TrunkSid", `TK${"1".repeat(32)}`],
    ["VoiceApplicationSid", `AP${"1".repeat(32)}`],
  ] as const)(
    "%s changed to %j is said and repaired",
    async ([name, value], { db, organization: { admin, twilioAccountSid: account } }) => {
      const e164 = only(await boughtNumbers(db, admin, 1));
      const before = only(await simulatedTwilio().held(account));
      await set(account, e164, { [name]: value });
      await readAccount(admin);
      const rows = await rowsOf(admin, "drifted");
      expect(rows.map((row) => row.drifts.length)).toEqual([1]);
      expect(await numbersOf(admin, "older")).toEqual([]);
      expect(outcomesOf(await repairNumbers(admin, rows))).toEqual(["done"]);
      expect(await numbersOf(admin, "drifted")).toEqual([]);
      const after = only(await simulatedTwilio().held(account));
      expect(after.settings).toMatchObject(before.settings);
      await readAccount(admin);
      expect(await numbersOf(admin, "drifted")).toEqual([]);
    },
  );

  it("of an earlier version are older, never changed, and are updated by press alone", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const numbers = await boughtNumbers(db, admin, 4);
    const [older = "", changed = "", renamed = ""] = numbers;
    await set(account, older, OLDER);
    await set(account, changed, { ...OLDER, VoiceMethod: "GET" });
    await set(account, renamed, OLDER);
    await simulatedTwilio().outside({ kind: "edit", account, numbers: [renamed], name: "reception" });
    await readAccount(admin);
    expect(await numbersOf(admin, "older")).toEqual([older]);
    expect((await numbersOf(admin, "drifted")).sort()).toEqual([changed, renamed].sort());
    // As the release before would have read it.
    await db
      .update(twilioNumbers)
      .set({ voiceMethod: null, statusCallback: null, statusCallbackMethod: null });
    expect(await numbersOf(admin, "older")).toEqual([changed, older].sort());
    // What was not known then does not differ: the first press after the release does what it says.
    const asBefore = (await rowsOf(admin, "older")).filter(({ e164 }) => e164 === older);
    expect(outcomesOf(await repairNumbers(admin, asBefore, "older"))).toEqual(["done"]);
    await set(account, older, OLDER);
    await readAccount(admin);

    const row = first(await rowsOf(admin, "older"));
    expect(outcomesOf(await repairNumbers(admin, [row], "older"))).toEqual(["done"]);
    const settings = (await simulatedTwilio().held(account)).map((one) => one.settings);
    expect(
      settings.filter(({ StatusCallback }) => StatusCallback === `${HERE}/status#rc=3&rp=all&rt=3500`),
    ).toHaveLength(2);
    expect(await numbersOf(admin, "older")).toEqual([]);
    expect(await eventsOf(db, organizationId, "caller-id.repaired")).toHaveLength(2);
    // Whoever repairs a number that was changed brings the rest up to date with it.
    await repairNumbers(admin, await rowsOf(admin, "drifted"));
    await readAccount(admin);
    expect([...(await numbersOf(admin, "older")), ...(await numbersOf(admin, "drifted"))]).toEqual([]);
  });

  it("and whatever else decides about a number's calls and its end are kept as Twilio says them", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const e164 = only(await boughtNumbers(db, admin, 1));
    const trunk = `TK${"2".repeat(32)}`;
    await set(account, e164, { TrunkSid: trunk, EmergencyAddressSid: `AD${"3".repeat(32)}` });
    await readAccount(admin);
    const kept = await db
      .select()
      .from(twilioNumbers)
      .where(eq(twilioNumbers.organizationId, organizationId));
    expect(only(kept)).toMatchObject({
      trunkSid: trunk,
      voiceApplicationSid: "",
      emergencyAddressSid: `AD${"3".repeat(32)}`,
      emergencyAddressStatus: "registered",
    });
  });
});
