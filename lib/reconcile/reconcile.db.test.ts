import { and, eq, isNull } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import {
  auditEvents,
  callerIds,
  orderLines,
  orders,
  organizations,
  reconcileRuns,
  twilioNumbers,
} from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { advanceRuns } from "@/lib/account/advance-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { outcomeWords, type View } from "@/lib/domain/reconcile/reconcile";
import { resumeOrder } from "@/lib/orders/resume-order";
import { installedEngine } from "@/lib/purchasing/engine";
import { anotherAdmin, newOrganization, simulatedAccount } from "@/tests/support/factories";
import { approvedOrder, fillCart, orderState, pump } from "@/tests/support/orders";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { adoptNumbers } from "./adopt-numbers";
import { giveUpLines } from "./give-up-lines";
import { listAsBought } from "./list-as-bought";
import { lookAgain } from "./look-again";
import { markGone } from "./mark-gone";
import { readReconcile } from "./read-reconcile";
import { repairNumbers } from "./repair-numbers";
import { startRun } from "./start-run";

const database = testDatabase({ ENGINE_SETTINGS: "0.6/0.3/0.9" });
const outside = simulatedTwilio;
afterEach(() => simulatedTwilio().clearFaults());

async function read(admin: Admin, seconds = 20) {
  await startRun(admin);
  await advanceRuns(installedEngine(console.error), {
    organizationId: admin.organizationId,
    deadline: new Date(Date.now() + seconds * 1000),
  });
}

const rowsOf = async (admin: Admin, view: View) => (await readReconcile(admin, view, FIRST_PAGE)).page.rows;
const numbersOf = async (admin: Admin, view: View) => (await rowsOf(admin, view)).map((row) => row.e164);

/** An organisation with bought and listed numbers, listed long enough ago to be missed. */
async function withBought(count: number) {
  const made = await newOrganization(database());
  const order = await approvedOrder(database(), made.admin, count);
  await pump(database());
  await database()
    .update(callerIds)
    .set({ addedAt: new Date(Date.now() - 3_600_000) })
    .where(eq(callerIds.organizationId, made.organizationId));
  return { ...made, ...order };
}

const listedNumbers = async (organizationId: string) =>
  (
    await database()
      .select()
      .from(callerIds)
      .where(and(eq(callerIds.organizationId, organizationId), isNull(callerIds.releasedAt)))
      .orderBy(callerIds.e164)
  ).map(({ e164, sid }) => ({ e164, sid }));

const eventsOf = async (organizationId: string, event: string) =>
  (await database().select().from(auditEvents).where(eq(auditEvents.organizationId, organizationId))).filter(
    (row) => row.event === event,
  );

describe("reading the account", () => {
  it("finds nothing where Twilio and our list agree", async () => {
    const { admin } = await withBought(3);
    await read(admin);
    const { run, tallies } = await readReconcile(admin, "unlisted", FIRST_PAGE);
    expect(run).toMatchObject({ state: "done", read: 3 });
    expect(Object.values(tallies).map((tally) => tally.count)).toEqual([0, 0, 0, 0, 0]);
  });

  it("reads 10,000 numbers page by page, and another process goes on after a kill", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const numbers = Array.from({ length: 10_000 }, (_, index) => `+1907555${String(index).padStart(4, "0")}`);
    await outside().outside({ kind: "buy", account: twilioAccountSid, numbers });
    await startRun(admin);
    const stop = new AbortController();
    const engine = installedEngine(console.error);
    let pages = 0;
    const killed = {
      ...engine,
      async providerFor(account: string) {
        if (++pages === 4) throw new Error("killed");
        return engine.providerFor(account);
      },
    };
    const scope = { organizationId: admin.organizationId, deadline: new Date(Date.now() + 60_000) };
    await expect(advanceRuns(killed, { ...scope, signal: stop.signal })).rejects.toThrow("killed");
    expect((await readReconcile(admin, "unlisted", FIRST_PAGE)).run).toMatchObject({
      state: "running",
      read: 3000,
    });

    await advanceRuns(engine, scope);
    const first = await readReconcile(admin, "unlisted", FIRST_PAGE);
    expect(first.run).toMatchObject({ state: "done", read: 10_000 });
    expect(first.tallies.unlisted).toEqual({ count: 10_000, monthly: new Map([["USD", 11_500_000_000]]) });
    expect(first.page.rows.map((row) => row.e164)).toEqual(numbers.slice(0, 50));
    const second = await readReconcile(admin, "unlisted", { after: first.page.next, before: null });
    expect(second.page.rows[0]?.e164).toBe(numbers[50]);
  }, 60_000);

  it("waits when Twilio is busy, gives up in words when it refuses the account, and is one at a time", async () => {
    const { admin, twilioAccountSid } = await withBought(1);
    const match = { method: "GET", account: twilioAccountSid };
    await outside().fault({ kind: "status429" }, match, { times: 2 });
    await read(admin);
    expect((await readReconcile(admin, "gone", FIRST_PAGE)).run).toMatchObject({ state: "done", read: 1 });

    await outside().fault({ kind: "account", as: "20403" }, match);
    await startRun(admin);
    expect(await startRun(admin)).toEqual({ kind: "running-already" });
    await read(admin);
    const { run, done } = await readReconcile(admin, "gone", FIRST_PAGE);
    expect(run).toMatchObject({ state: "failed", problem: "suspended" });
    expect(done).toMatchObject({ state: "done" });
  });

  it("is due after a night, for organisations that are older than one", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { accountsDue, beginRun } = await import("@/db/queries/reconcile-runs");
    const due = async () =>
      (await accountsDue(database())).some((one) => one.organizationId === organizationId);
    expect(await due()).toBe(false);
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    await database()
      .update(organizations)
      .set({ createdAt: yesterday })
      .where(eq(organizations.id, organizationId));
    expect(await due()).toBe(true);
    // What an admin asked for is no nightly reading.
    await read(admin);
    expect(await due()).toBe(true);
    await beginRun(database() as never, { organizationId, twilioAccountSid }, null);
    expect(await due()).toBe(false);
    const change = (values: Partial<typeof reconcileRuns.$inferInsert>) =>
      database().update(reconcileRuns).set(values).where(eq(reconcileRuns.organizationId, organizationId));
    await change({ state: "failed" });
    expect(await due()).toBe(false);
    await change({ startedAt: new Date(Date.now() - 61 * 60_000) });
    expect(await due()).toBe(true);
    await change({ state: "done", startedAt: yesterday });
    expect(await due()).toBe(true);
  });
});

describe("billed but not listed", () => {
  it("is adopted as it is, once, with its price and an audit row", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const numbers = ["+12065550111", "+12065550112"];
    await outside().outside({
      kind: "buy",
      account: twilioAccountSid,
      numbers,
      voiceUrl: "https://pbx.example/in",
    });
    await read(admin);
    const rows = await rowsOf(admin, "unlisted");
    expect(rows.map((row) => row.monthly?.micros)).toEqual([1_150_000, 1_150_000]);

    const another = await anotherAdmin(database(), admin);
    const [one, two] = await Promise.all([adoptNumbers(admin, rows), adoptNumbers(another, rows)]);
    for (const e164 of numbers) {
      const outcomes = [...one, ...two].filter((row) => row.e164 === e164).map((row) => row.outcome);
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
      expect(outcomes.some((outcome) => outcome === "changed" || outcome === "being-changed")).toBe(true);
    }
    expect((await listedNumbers(organizationId)).map((row) => row.e164)).toEqual(numbers);
    expect(await eventsOf(organizationId, "caller-id.adopted")).toHaveLength(2);
    const held = await outside().held(twilioAccountSid);
    expect(held.map((number) => number.settings.VoiceUrl)).toEqual(
      numbers.map(() => "https://pbx.example/in"),
    );
  });

  it("is left alone when it changed at Twilio, was released, or is another organisation's", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const stranger = (await newOrganization(database())).admin;
    const [renamed, released] = ["+12065550121", "+12065550122"] as [string, string];
    await outside().outside({ kind: "buy", account: twilioAccountSid, numbers: [renamed, released] });
    await read(admin);
    const rows = await rowsOf(admin, "unlisted");
    expect((await adoptNumbers(stranger, rows)).map((row) => row.outcome)).toEqual(["changed", "changed"]);
    await outside().outside({
      kind: "edit",
      account: twilioAccountSid,
      numbers: [renamed],
      name: "reception",
    });
    await outside().outside({ kind: "release", account: twilioAccountSid, numbers: [released] });
    const outcomes = new Map((await adoptNumbers(admin, rows)).map((row) => [row.e164, row.outcome]));
    expect(outcomes.get(renamed)).toBe("changed");
    expect(outcomes.get(released)).toBe("not-at-twilio");
    expect(await listedNumbers(organizationId)).toEqual([]);
    // The page shows what is true now.
    expect((await rowsOf(admin, "unlisted")).map((row) => row.twilio?.name)).toEqual(["reception"]);
  });

  it("is not offered while an order is buying it", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { numbers } = await approvedOrder(database(), admin, 1);
    await outside().outside({ kind: "buy", account: twilioAccountSid, numbers });
    await read(admin);
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    await pump(database());
    expect(await numbersOf(admin, "unlisted")).toEqual(numbers);
  });
});

describe("listed but gone", () => {
  it("is taken off the list once, and only when Twilio really does not have it", async () => {
    const { admin, organizationId, twilioAccountSid, numbers } = await withBought(3);
    await outside().outside({ kind: "release", account: twilioAccountSid, numbers: numbers.slice(0, 2) });
    await read(admin);
    const rows = await rowsOf(admin, "gone");
    expect(rows.map((row) => row.e164)).toEqual(numbers.slice(0, 2));
    const stranger = (await newOrganization(database())).admin;
    expect((await markGone(stranger, rows)).map((row) => row.outcome)).toEqual(["changed", "changed"]);
    // Bought again in Twilio's console while the page was open.
    await outside().outside({ kind: "buy", account: twilioAccountSid, numbers: numbers.slice(1, 2) });
    const outcomes = new Map((await markGone(admin, rows)).map((row) => [row.e164, row.outcome]));
    expect([...outcomes.entries()].sort()).toEqual([
      [numbers[0], "done"],
      [numbers[1], "still-at-twilio"],
    ]);
    expect((await markGone(admin, rows)).map((row) => row.outcome)).toEqual(["changed", "changed"]);
    expect(await eventsOf(organizationId, "caller-id.marked-gone")).toHaveLength(1);
    expect((await listedNumbers(organizationId)).map((row) => row.e164)).toEqual(numbers.slice(1));
    expect(await numbersOf(admin, "drifted")).toEqual([numbers[1]]);
  });

  it("is not said of a number that was listed while the account was read", async () => {
    const { admin, twilioAccountSid, numbers } = await withBought(1);
    await database()
      .update(callerIds)
      .set({ addedAt: new Date() })
      .where(eq(callerIds.twilioAccountSid, twilioAccountSid));
    await outside().outside({ kind: "release", account: twilioAccountSid, numbers });
    await read(admin);
    expect(await numbersOf(admin, "gone")).toEqual([]);
  });

  it("stays when Twilio does not answer", async () => {
    const { admin, organizationId, twilioAccountSid, numbers } = await withBought(1);
    await outside().outside({ kind: "release", account: twilioAccountSid, numbers });
    await read(admin);
    await outside().fault({ kind: "cut", effect: "before" }, { account: twilioAccountSid });
    const rows = await rowsOf(admin, "gone");
    expect((await markGone(admin, rows)).map((row) => row.outcome)).toEqual(["unanswered"]);
    expect(await listedNumbers(organizationId)).toHaveLength(1);
  });
});

describe("changed at Twilio", () => {
  it("is said in words and repaired, once: webhooks, trunk, name and the id it is billed by", async () => {
    const { admin, organizationId, twilioAccountSid, numbers } = await withBought(4);
    const [calls = "", trunk = "", name = "", again = ""] = numbers;
    const before = await outside().held(twilioAccountSid);
    const account = twilioAccountSid;
    await outside().outside({
      kind: "edit",
      account,
      numbers: [calls],
      voiceUrl: "https://pbx.example/in?key=1",
    });
    await outside().outside({ kind: "edit", account, numbers: [trunk], trunkSid: `TK${"1".repeat(32)}` });
    await outside().outside({ kind: "edit", account, numbers: [name], name: "reception" });
    await outside().outside({ kind: "release", account, numbers: [again] });
    await outside().outside({ kind: "buy", account, numbers: [again] });
    await read(admin);
    const rows = await rowsOf(admin, "drifted");
    const words = new Map(rows.map((row) => [row.e164, row.drifts.join(" ")]));
    expect(words.get(calls)).toMatch(/pbx\.example\/in instead of here/);
    expect(words.get(trunk)).toMatch(/trunk or an application/);
    expect(words.get(name)).toMatch(/Renamed “reception”/);
    expect(words.get(again)).toMatch(/bought again/);

    const stranger = (await newOrganization(database())).admin;
    expect((await repairNumbers(stranger, rows)).every((row) => row.outcome === "changed")).toBe(true);
    const [one, two] = await Promise.all([repairNumbers(admin, rows), repairNumbers(admin, rows)]);
    expect([...one, ...two].filter((row) => row.outcome === "done")).toHaveLength(4);
    expect(await numbersOf(admin, "drifted")).toEqual([]);
    await read(admin);
    expect(await numbersOf(admin, "drifted")).toEqual([]);
    const after = await outside().held(twilioAccountSid);
    expect(
      after.map(({ e164, friendly_name, settings }) => [e164, friendly_name, settings.VoiceUrl]),
    ).toEqual(before.map(({ e164, friendly_name, settings }) => [e164, friendly_name, settings.VoiceUrl]));
    expect(await listedNumbers(organizationId)).toEqual(after.map(({ e164, sid }) => ({ e164, sid })));
    expect(await eventsOf(organizationId, "caller-id.repaired")).toHaveLength(4);
  });
});

describe("a number that an order still wants", () => {
  /** An approved order of two, one of which somebody bought by hand after the account was read for it. */
  async function wantedAndBought() {
    const made = await newOrganization(database());
    const order = await approvedOrder(database(), made.admin, 2);
    await database().update(orders).set({ state: "buying" }).where(eq(orders.id, order.orderId));
    const [e164 = ""] = order.numbers;
    await outside().outside({ kind: "buy", account: made.twilioAccountSid, numbers: [e164] });
    await read(made.admin);
    return { ...made, ...order, e164 };
  }
  const change = (orderId: string, values: Partial<typeof orders.$inferInsert>) =>
    database().update(orders).set(values).where(eq(orders.id, orderId));

  it("is hidden while its order is at work, and only then", async () => {
    const { admin, orderId, e164 } = await wantedAndBought();
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    // Nobody pumps any more, for whatever reason.
    await change(orderId, { approvedAt: new Date(Date.now() - 16 * 60_000) });
    expect(await numbersOf(admin, "unlisted")).toEqual([e164]);
    await change(orderId, { approvedAt: new Date() });
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    await change(orderId, { state: "paused", pausedReason: "funds" });
    expect(await numbersOf(admin, "unlisted")).toEqual([e164]);
    // Somebody looks it up at this very moment.
    const lease = (until: Date | null) =>
      database().update(orderLines).set({ leaseUntil: until }).where(eq(orderLines.e164, e164));
    await lease(new Date(Date.now() + 60_000));
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    await lease(null);
    // In review it is asked about elsewhere.
    await database()
      .update(orderLines)
      .set({ state: "review", reason: "fault" })
      .where(eq(orderLines.e164, e164));
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    expect(await numbersOf(admin, "review")).toEqual([e164]);
  });

  it("may be adopted while its order is paused; the order goes on without it", async () => {
    const { admin, orderId, organizationId, twilioAccountSid, e164, numbers } = await wantedAndBought();
    await change(orderId, { state: "paused", pausedReason: "funds" });
    const outcomes = await adoptNumbers(admin, await rowsOf(admin, "unlisted"));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["done"]);
    expect((await resumeOrder(admin, orderId)).kind).toBe("resumed");
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("partly_done");
    expect((await listedNumbers(organizationId)).map((row) => row.e164)).toEqual(numbers);
    expect(await outside().purchases(twilioAccountSid)).toEqual(numbers.filter((one) => one !== e164));
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
    outside().outside({ kind: "edit", account, numbers: [e164], settings });

  it.each([
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
  ])("%s changed to %j is said and repaired", async (name, value) => {
    const { admin, twilioAccountSid: account, numbers } = await withBought(1);
    const [before] = await outside().held(account);
    await set(account, numbers[0] ?? "", { [name]: value });
    await read(admin);
    const rows = await rowsOf(admin, "drifted");
    expect(rows.map((row) => row.drifts.length)).toEqual([1]);
    expect(await numbersOf(admin, "older")).toEqual([]);
    expect((await repairNumbers(admin, rows)).map((row) => row.outcome)).toEqual(["done"]);
    expect(await numbersOf(admin, "drifted")).toEqual([]);
    const [after] = await outside().held(account);
    expect(after?.settings).toMatchObject(before?.settings ?? {});
    await read(admin);
    expect(await numbersOf(admin, "drifted")).toEqual([]);
  });

  it("of an earlier version are older, never changed, and are updated by press alone", async () => {
    const { admin, organizationId, twilioAccountSid: account, numbers } = await withBought(4);
    const [older = "", changed = "", renamed = ""] = numbers;
    await set(account, older, OLDER);
    await set(account, changed, { ...OLDER, VoiceMethod: "GET" });
    await set(account, renamed, OLDER);
    await outside().outside({ kind: "edit", account, numbers: [renamed], name: "reception" });
    await read(admin);
    expect(await numbersOf(admin, "older")).toEqual([older]);
    expect((await numbersOf(admin, "drifted")).sort()).toEqual([changed, renamed].sort());
    // As the release before would have read it.
    await database()
      .update(twilioNumbers)
      .set({ voiceMethod: null, statusCallback: null, statusCallbackMethod: null });
    expect(await numbersOf(admin, "older")).toEqual([changed, older].sort());
    // What was not known then does not differ: the first press after the release does what it says.
    const asBefore = (await rowsOf(admin, "older")).filter(({ e164 }) => e164 === older);
    expect((await repairNumbers(admin, asBefore, "older")).map(({ outcome }) => outcome)).toEqual(["done"]);
    await set(account, older, OLDER);
    await read(admin);

    const [row] = await rowsOf(admin, "older");
    const outcomes = await repairNumbers(admin, row ? [row] : [], "older");
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["done"]);
    const settings = (await outside().held(account)).map((one) => one.settings);
    expect(
      settings.filter(({ StatusCallback }) => StatusCallback === `${HERE}/status#rc=3&rp=all&rt=3500`),
    ).toHaveLength(2);
    expect(await numbersOf(admin, "older")).toEqual([]);
    expect(await eventsOf(organizationId, "caller-id.repaired")).toHaveLength(2);
    // Whoever repairs a number that was changed brings the rest up to date with it.
    await repairNumbers(admin, await rowsOf(admin, "drifted"));
    await read(admin);
    expect([...(await numbersOf(admin, "older")), ...(await numbersOf(admin, "drifted"))]).toEqual([]);
  });

  it("and whatever else decides about a number's calls and its end are kept as Twilio says them", async () => {
    const { admin, organizationId, twilioAccountSid: account, numbers } = await withBought(1);
    const trunk = `TK${"2".repeat(32)}`;
    await set(account, numbers[0] ?? "", { TrunkSid: trunk, EmergencyAddressSid: `AD${"3".repeat(32)}` });
    await read(admin);
    const [kept] = await database()
      .select()
      .from(twilioNumbers)
      .where(eq(twilioNumbers.organizationId, organizationId));
    expect(kept).toMatchObject({
      trunkSid: trunk,
      voiceApplicationSid: "",
      emergencyAddressSid: `AD${"3".repeat(32)}`,
      emergencyAddressStatus: "registered",
    });
  });
});

describe("a line that needs a person", () => {
  /** Bought without an answer, then renamed by somebody: the account has it under another name. */
  async function inReview() {
    const made = await newOrganization(database());
    const order = await approvedOrder(database(), made.admin, 1);
    await outside().fault(
      { kind: "cut", effect: "after" },
      { method: "POST", account: made.twilioAccountSid },
      { times: 1 },
    );
    await pump(database(), {
      crashPoint: async (point) => {
        if (point === "after-effect")
          await outside().outside({
            kind: "edit",
            account: made.twilioAccountSid,
            numbers: order.numbers,
            name: "reception",
          });
      },
    });
    await read(made.admin);
    return { ...made, ...order };
  }

  it("is listed as bought when a person says so, once, with its tag back", async () => {
    const { admin, organizationId, twilioAccountSid, orderId, numbers } = await inReview();
    const rows = await rowsOf(admin, "review");
    expect(rows).toMatchObject([{ e164: numbers[0], twilio: { name: "reception" }, line: { orderId } }]);
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    const outcomes = await Promise.all([listAsBought(admin, rows), listAsBought(admin, rows)]);
    expect(
      outcomes
        .flat()
        .map((row) => row.outcome)
        .sort(),
    ).toEqual(["changed", "done"]);
    const state = await orderState(database(), orderId);
    expect(state).toMatchObject({ state: "done", lines: [{ state: "bought" }] });
    const [held] = await outside().held(twilioAccountSid);
    expect(held?.friendly_name).toBe(state.lines[0]?.id);
    expect(await listedNumbers(organizationId)).toEqual([{ e164: numbers[0], sid: held?.sid }]);
  });

  it("stays as it is when the number changed since the page was drawn, and the page shows how it is now", async () => {
    const { admin, organizationId, twilioAccountSid, numbers } = await inReview();
    const rows = await rowsOf(admin, "review");
    const account = twilioAccountSid;
    await outside().outside({ kind: "release", account, numbers });
    await outside().outside({
      kind: "buy",
      account,
      numbers,
      name: "sales desk",
      voiceUrl: "https://pbx.example/in",
    });
    expect((await listAsBought(admin, rows)).map((row) => row.outcome)).toEqual(["changed"]);
    expect(await listedNumbers(organizationId)).toEqual([]);
    const [held] = await outside().held(twilioAccountSid);
    expect(held).toMatchObject({
      friendly_name: "sales desk",
      settings: { VoiceUrl: "https://pbx.example/in" },
    });
    const now = await rowsOf(admin, "review");
    expect(now).toMatchObject([{ twilio: { name: "sales desk", sid: held?.sid } }]);
    expect((await listAsBought(admin, now)).map((row) => row.outcome)).toEqual(["done"]);
  });

  it("says so when Twilio's answer to a change was lost", async () => {
    const { admin, twilioAccountSid } = await inReview();
    const rows = await rowsOf(admin, "review");
    await outside().fault(
      { kind: "cut", effect: "after" },
      { method: "POST", account: twilioAccountSid },
      { times: 1 },
    );
    const outcomes = await listAsBought(admin, rows);
    expect(outcomes.map((row) => row.outcome)).toEqual(["half-done"]);
    expect(outcomeWords(outcomes, "listed as bought")).toMatch(
      /whose answer was lost\. Read the account again: it may have been changed\.$/,
    );
  });

  it("is not bought at a price that nobody approved", async () => {
    const { admin, twilioAccountSid, numbers, orderId } = await inReview();
    await outside().outside({ kind: "release", account: twilioAccountSid, numbers });
    await outside().set({ prices: { "US/local": "9.00" } });
    try {
      expect((await lookAgain(admin, await rowsOf(admin, "review"))).map((row) => row.outcome)).toEqual([
        "price-rose",
      ]);
    } finally {
      await outside().set({ prices: { "US/local": "1.15" } });
    }
    expect((await orderState(database(), orderId)).lines).toMatchObject([{ state: "review" }]);
  });

  it("is decided once, by its own organisation's admins, and each decision is in the audit trail", async () => {
    const verbs = [
      [lookAgain, "number.looked-at-again"],
      [giveUpLines, "number.given-up"],
      [listAsBought, "number.listed-by-hand"],
    ] as const;
    for (const [verb, event] of verbs) {
      const { admin, organizationId } = await inReview();
      const rows = await rowsOf(admin, "review");
      const stranger = (await newOrganization(database())).admin;
      expect((await verb(stranger, rows)).map((row) => row.outcome)).toEqual(["changed"]);
      expect(await eventsOf(organizationId, event)).toEqual([]);
      const another = await anotherAdmin(database(), admin);
      const outcomes = (await Promise.all([verb(admin, rows), verb(another, rows)])).flat();
      expect(outcomes.map((row) => row.outcome).sort()).toEqual(["changed", "done"]);
      expect(await eventsOf(organizationId, event)).toHaveLength(1);
    }
  });

  it("fails when a person gives it up, and the number can then be adopted", async () => {
    const { admin, organizationId, orderId, numbers } = await inReview();
    const rows = await rowsOf(admin, "review");
    const stranger = (await newOrganization(database())).admin;
    expect((await giveUpLines(stranger, rows)).map((row) => row.outcome)).toEqual(["changed"]);
    expect((await giveUpLines(admin, rows)).map((row) => row.outcome)).toEqual(["done"]);
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "failed",
      lines: [{ state: "failed", reason: "given-up" }],
    });
    expect(await numbersOf(admin, "unlisted")).toEqual(numbers);
    expect((await listAsBought(admin, rows)).map((row) => row.outcome)).toEqual(["changed"]);
    expect(await listedNumbers(organizationId)).toEqual([]);
  });

  it("is looked for again by the engine, and bought when the account does not have it", async () => {
    const { admin, twilioAccountSid, orderId, numbers } = await inReview();
    expect((await lookAgain(admin, await rowsOf(admin, "review"))).map((row) => row.outcome)).toEqual([
      "done",
    ]);
    await pump(database());
    expect((await orderState(database(), orderId)).lines).toMatchObject([{ state: "review" }]);

    await outside().outside({ kind: "release", account: twilioAccountSid, numbers });
    await lookAgain(admin, await rowsOf(admin, "review"));
    await pump(database());
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "done",
      lines: [{ state: "bought" }],
    });
    expect(await outside().held(twilioAccountSid)).toHaveLength(1);
  });
});

it("never offers what is in nobody's account", async () => {
  const { admin } = await newOrganization(database(), { twilioAccountSid: simulatedAccount() });
  await fillCart(admin, 1);
  await read(admin);
  expect(await numbersOf(admin, "unlisted")).toEqual([]);
});
