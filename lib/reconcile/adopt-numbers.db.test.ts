import { eq } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { assignments, callerIds, orderLines, orders } from "@/db/schema";
import { resumeOrder } from "@/lib/orders/resume-order";
import { databaseTest } from "@/tests/support/database-test";
import type { Organization } from "@/tests/support/factories";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import {
  adopt,
  eventsOf,
  listedNumbers,
  numbersOf,
  outcomesOf,
  readAccount,
  rowsOf,
} from "@/tests/support/reconcile";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { adoptNumbers } from "./adopt-numbers";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("billed but not listed", () => {
  it("is forwarded here and given to users where the admin says so, and only then changed at Twilio", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account, staff },
  }) => {
    const numbers = ["+12065550181", "+12065550182", "+12065550183"];
    const voiceUrl = "https://pbx.example/in";
    await simulatedTwilio().outside({ kind: "buy", account, numbers, voiceUrl });
    await readAccount(admin);
    const rows = await rowsOf(admin, "unlisted");
    const [one, , three] = rows;
    const userIds = staff.slice(0, 2).map(({ id }) => id);
    const to = (forwardTo: string) => ({ forward: { forwardTo, ringForever: true }, userIds });
    // Nothing happens for a number that can't be rung, or for a stranger's person.
    expect(await adoptNumbers(admin, rows, to("(206) 555-0181"))).toEqual({
      kind: "forwarding",
      problem: "own-number",
    });
    expect(await adoptNumbers(admin, rows, to("911"))).toMatchObject({ problem: "emergency" });
    expect(await adoptNumbers(admin, rows, { forward: null, userIds: ["usr_nobody"] })).toEqual({
      kind: "unknown-users",
    });
    expect(await listedNumbers(db, organizationId)).toEqual([]);

    // An answer of Twilio's is lost: the number is listed, goes where it went, and is found to be repaired.
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "POST", account });
    expect(
      await adoptNumbers(admin, [only([three].flatMap((row) => row ?? []))], to("(628) 555-0100")),
    ).toEqual({
      kind: "settled",
      outcomes: [{ e164: "+12065550183", outcome: "not-set" }],
    });
    await simulatedTwilio().clearFaults();
    expect(await numbersOf(admin, "drifted")).toEqual(["+12065550183"]);

    const done = await adoptNumbers(admin, [first([one].flatMap((row) => row ?? []))], to("(628) 555-0100"));
    expect(done).toEqual({ kind: "settled", outcomes: [{ e164: "+12065550181", outcome: "done" }] });
    const [listed] = await db.select().from(callerIds).where(eq(callerIds.e164, "+12065550181"));
    expect(listed).toMatchObject({ forwardTo: "+16285550100", ringForever: true, attention: null });
    const held = await simulatedTwilio().held(account);
    expect(held.find(({ e164 }) => e164 === "+12065550181")?.settings.VoiceUrl).toContain(
      "/api/voice/incoming",
    );
    expect(held.find(({ e164 }) => e164 === "+12065550182")?.settings.VoiceUrl).toBe(voiceUrl);
    const pairs = await db.select().from(assignments).where(eq(assignments.organizationId, organizationId));
    expect(pairs).toHaveLength(4);
    expect(await eventsOf(db, organizationId, "person.assigned")).toHaveLength(4);
  });

  it("is adopted as it is, once, with its price and an audit row", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
    colleague,
  }) => {
    const numbers = ["+12065550111", "+12065550112"];
    await simulatedTwilio().outside({
      kind: "buy",
      account: twilioAccountSid,
      numbers,
      voiceUrl: "https://pbx.example/in",
    });
    await readAccount(admin);
    const rows = await rowsOf(admin, "unlisted");
    expect(rows.map((row) => row.monthly?.micros)).toEqual([1_150_000, 1_150_000]);

    const [one, two] = await Promise.all([adopt(admin, rows), adopt(colleague, rows)]);
    for (const e164 of numbers) {
      const outcomes = outcomesOf([...one, ...two].filter((row) => row.e164 === e164));
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
      expect(outcomes.some((outcome) => outcome === "changed" || outcome === "being-changed")).toBe(true);
    }
    expect((await listedNumbers(db, organizationId)).map((row) => row.e164)).toEqual(numbers);
    expect(await eventsOf(db, organizationId, "caller-id.adopted")).toHaveLength(2);
    const held = await simulatedTwilio().held(twilioAccountSid);
    expect(held.map((number) => number.settings.VoiceUrl)).toEqual(
      numbers.map(() => "https://pbx.example/in"),
    );
  });

  it("is left alone when it changed at Twilio, was released, or is another organisation's", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
    stranger,
  }) => {
    const [renamed, released] = ["+12065550121", "+12065550122"];
    await simulatedTwilio().outside({ kind: "buy", account: twilioAccountSid, numbers: [renamed, released] });
    await readAccount(admin);
    const rows = await rowsOf(admin, "unlisted");
    expect(outcomesOf(await adopt(stranger, rows))).toEqual(["changed", "changed"]);
    await simulatedTwilio().outside({
      kind: "edit",
      account: twilioAccountSid,
      numbers: [renamed],
      name: "reception",
    });
    await simulatedTwilio().outside({ kind: "release", account: twilioAccountSid, numbers: [released] });
    const outcomes = new Map((await adopt(admin, rows)).map((row) => [row.e164, row.outcome]));
    expect(outcomes.get(renamed)).toBe("changed");
    expect(outcomes.get(released)).toBe("not-at-twilio");
    expect(await listedNumbers(db, organizationId)).toEqual([]);
    // The page shows what is true now.
    expect((await rowsOf(admin, "unlisted")).map((row) => row.twilio?.name)).toEqual(["reception"]);
  });

  it("is not offered while an order is buying it", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { numbers } = await approvedOrder(db, admin, 1);
    await simulatedTwilio().outside({ kind: "buy", account: twilioAccountSid, numbers });
    await readAccount(admin);
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    await pump(db);
    expect(await numbersOf(admin, "unlisted")).toEqual(numbers);
  });
});

describe("a number that an order still wants", () => {
  /** An approved order of two, one of which somebody bought by hand after the account was read for it. */
  async function wantedAndBought(db: Db, { admin, staff, twilioAccountSid: account }: Organization) {
    const { orderId, numbers } = await approvedOrder(db, admin, 2, { userIds: [first(staff).id] });
    const change = (values: Partial<typeof orders.$inferInsert>) =>
      db.update(orders).set(values).where(eq(orders.id, orderId));
    await change({ state: "buying" });
    const e164 = first(numbers);
    await simulatedTwilio().outside({ kind: "buy", account, numbers: [e164] });
    await readAccount(admin);
    return { orderId, numbers, e164, change };
  }

  it("is hidden while its order is at work, and only then", async ({ db, organization }) => {
    const { admin } = organization;
    const { e164, change } = await wantedAndBought(db, organization);
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    // Nobody pumps any more, for whatever reason.
    await change({ dueAt: new Date(Date.now() - 16 * 60_000) });
    expect(await numbersOf(admin, "unlisted")).toEqual([e164]);
    // Its last purchase is long ago, and the engine comes by.
    await change({ approvedAt: new Date(Date.now() - 3_600_000), dueAt: new Date() });
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    await change({ state: "paused", pausedReason: "funds" });
    expect(await numbersOf(admin, "unlisted")).toEqual([e164]);
    // Somebody looks it up at this very moment.
    const lease = (until: Date | null) =>
      db.update(orderLines).set({ leaseUntil: until }).where(eq(orderLines.e164, e164));
    await lease(new Date(Date.now() + 60_000));
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    await lease(null);
    // In review it is asked about elsewhere.
    await db.update(orderLines).set({ state: "review", reason: "fault" }).where(eq(orderLines.e164, e164));
    expect(await numbersOf(admin, "unlisted")).toEqual([]);
    expect(await numbersOf(admin, "review")).toEqual([e164]);
  });

  it("that got no answer is settled by adopting it, with the order's users, though the engine has looked since", async ({
    db,
    organization,
  }) => {
    const { admin, twilioAccountSid: account } = organization;
    const { e164, orderId, change } = await wantedAndBought(db, organization);
    const line = eq(orderLines.e164, e164);
    const name = only(await db.select({ id: orderLines.id }).from(orderLines).where(line)).id;
    await simulatedTwilio().outside({ kind: "edit", account, numbers: [e164], name });
    await readAccount(admin);
    await change({ state: "paused", pausedReason: "unreachable" });
    const lastAttemptAt = new Date(Date.now() - 16 * 60_000);
    await db.update(orderLines).set({ state: "intent", lastAttemptAt }).where(line);
    const rows = await rowsOf(admin, "unlisted");
    expect(rows).toMatchObject([{ e164, line: { id: name } }]);
    await db.update(orderLines).set({ fence: 7, checks: 3 }).where(line);
    expect(outcomesOf(await adopt(admin, rows))).toEqual(["done"]);
    const { lines } = await orderState(db, orderId);
    expect(lines.map(({ state }) => state).sort()).toEqual(["bought", "queued"]);
    const { organizationId } = admin;
    const used = await db.select().from(assignments).where(eq(assignments.organizationId, organizationId));
    expect(used.map(({ userId }) => userId)).toEqual([first(organization.staff).id]);
  });

  it("may be adopted while its order is paused; the order goes on without it", async ({
    db,
    organization,
  }) => {
    const { admin, organizationId, twilioAccountSid } = organization;
    const { orderId, numbers, e164, change } = await wantedAndBought(db, organization);
    await change({ state: "paused", pausedReason: "funds" });
    const outcomes = await adopt(admin, await rowsOf(admin, "unlisted"));
    expect(outcomesOf(outcomes)).toEqual(["done"]);
    expect((await resumeOrder(admin, orderId)).kind).toBe("resumed");
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("partly_done");
    expect((await listedNumbers(db, organizationId)).map((row) => row.e164)).toEqual(numbers);
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual(
      numbers.filter((one) => one !== e164),
    );
  });
});
