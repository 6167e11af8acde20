import { and, eq, inArray, sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { listLines } from "@/db/queries/order-lines";
import { auditEvents, callerIds, orderLines, releaseLines } from "@/db/schema";
import { changeLock } from "@/lib/caller-ids/change-lock";
import { MAX_CHECKS, MAX_FAULTS } from "@/lib/domain/engine/engine-settings";
import { releaseDays } from "@/lib/domain/releases/typed-release";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin, newOrganization } from "@/tests/support/factories";
import { ENGINE } from "@/tests/support/purchases";
import { numbersOf, readAccount } from "@/tests/support/reconcile";
import {
  boughtCallerIds,
  choose,
  pumpOut,
  release,
  releasedAtTwilio,
  releaseState,
  statuses,
  tryToRelease,
} from "@/tests/support/releases";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { beginDueReleases } from "./begin-due-releases";
import { keepNumbers } from "./keep-numbers";
import { releaseNumbers } from "./release-numbers";
import { resumeRelease } from "./resume-release";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

const DAY_MS = 24 * 60 * 60 * 1000;

describe("numbers that are released at once", () => {
  it("are at Twilio no more, nor in the list, and Reconcile misses nothing", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    const rows = await boughtCallerIds(db, admin, 4);
    await readAccount(admin);
    const releaseId = await release(admin, rows.slice(0, 3));
    expect(Object.values(await statuses(db, organizationId)).sort()).toEqual([
      "active",
      ...Array(3).fill("leaving"),
    ]);
    await pumpOut(db);
    expect(Object.values(await statuses(db, organizationId)).sort()).toEqual([
      "active",
      ...Array(3).fill("released"),
    ]);
    expect(await releasedAtTwilio(twilioAccountSid)).toHaveLength(3);
    const { release: after, lines } = await releaseState(db, releaseId);
    expect(after).toMatchObject({ numbers: 3, reason: "ended", turnAt: null, pausedReason: null });
    expect(lines.every(({ state, finishedAt }) => state === "released" && finishedAt !== null)).toBe(true);
    // Its order says so.
    const lineIds = rows.map(({ orderLineId }) => orderLineId ?? "");
    const [bought] = await db.select().from(orderLines).where(inArray(orderLines.id, lineIds));
    const inOrder = await listLines(db, admin, bought?.orderId ?? "");
    expect(inOrder.filter(({ releasedAt }) => releasedAt instanceof Date)).toHaveLength(3);
    expect(inOrder.filter(({ releasedAt }) => releasedAt === null)).toHaveLength(1);
    for (const view of ["unlisted", "gone", "drifted"] as const)
      expect(await numbersOf(admin, view)).toEqual([]);
    await readAccount(admin);
    for (const view of ["unlisted", "gone", "drifted"] as const)
      expect(await numbersOf(admin, view)).toEqual([]);
  });

  it("are released by one of two admins, once; pressed twice it is one release", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const rows = await boughtCallerIds(db, admin, 2);
    const colleague = await anotherAdmin(db, admin);
    const [mine, theirs] = await Promise.all([
      choose(
        admin,
        rows.map(({ id }) => id),
      ),
      choose(
        colleague,
        rows.map(({ id }) => id),
      ),
    ]);
    const typed = {
      how: "now",
      until: "",
      reason: "spam",
      words: "",
      confirm: "2",
      takesAddressOff: false,
      endsTrunks: 0,
      shown: 2,
    } as const;
    const outcomes = await Promise.all([
      releaseNumbers(admin, mine, typed),
      releaseNumbers(admin, mine, typed),
      releaseNumbers(colleague, theirs, typed),
    ]);
    const ids = outcomes.flatMap((outcome) => (outcome.kind === "released" ? [outcome.releaseId] : []));
    expect(new Set(ids).size).toBe(1);
    await pumpOut(db);
    expect(await releasedAtTwilio(twilioAccountSid)).toHaveLength(2);
  });

  it("leave what is locked, own, leaving already, changed since or somebody else's, and say how many", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    const [locked, moved, leaving, ...rest] = await boughtCallerIds(db, admin, 5);
    const others = await newOrganization(db);
    const [foreign] = await boughtCallerIds(db, others.admin, 1);
    if (!locked || !moved || !leaving || !foreign) throw new Error("too few");
    await release(admin, [leaving], { how: "later", until: releaseDays(new Date(), "UTC").last });
    await changeLock(admin, locked.id, true);
    const selection = await choose(admin, [
      locked.id,
      moved.id,
      leaving.id,
      foreign.id,
      ...rest.map(({ id }) => id),
    ]);
    await db
      .update(callerIds)
      .set({ labels: ["new"] })
      .where(eq(callerIds.id, moved.id));
    const typed = {
      how: "now",
      until: "",
      reason: "spam",
      words: "",
      confirm: "3",
      takesAddressOff: false,
      endsTrunks: 0,
      shown: 3,
    } as const;
    expect(await releaseNumbers(admin, selection, typed)).toEqual({ kind: "differs", numbers: 2 });
    expect(await releaseNumbers(admin, selection, { ...typed, shown: 2 })).toMatchObject({
      fields: { confirm: expect.any(String) },
    });
    expect(await releaseNumbers(others.admin, selection, typed)).toEqual({ kind: "not-found" });
    expect(await releaseNumbers(admin, selection, { ...typed, shown: 2, confirm: "2" })).toMatchObject({
      kind: "released",
      numbers: 2,
    });
    await pumpOut(db);
    expect(await releasedAtTwilio(twilioAccountSid)).toEqual(rest.map(({ e164 }) => e164).sort());
    expect(await statuses(db, organizationId)).toMatchObject({
      [locked.e164]: "active",
      [moved.e164]: "active",
      [leaving.e164]: "leaving",
    });
    expect(await releasedAtTwilio(others.twilioAccountSid)).toEqual([]);
    // A forged post for the locked one alone.
    expect(await tryToRelease(admin, [locked])).toEqual({ kind: "nothing" });
  });

  it.for([
    [{ reason: "nonsense" }, "reason"],
    [{ how: "later", until: "" }, "until"],
    [{ how: "later", until: "2020-01-01" }, "until"],
    [{ how: "later", until: "2026-02-31" }, "until"],
    [{ how: "later", until: "9999-01-01" }, "until"],
    [{ confirm: "1" }, "confirm"],
    [{ confirm: "" }, "confirm"],
    [{ words: "x".repeat(501) }, "words"],
  ] as const)(
    "not as %j: nothing is done",
    async ([typed, field], { db, organization: { admin, organizationId } }) => {
      const rows = await boughtCallerIds(db, admin, 1);
      expect(await tryToRelease(admin, rows, typed)).toMatchObject({
        kind: "problems",
        fields: { [field]: expect.any(String) },
      });
      expect(Object.values(await statuses(db, organizationId))).toEqual(["active"]);
    },
  );

  it("one alone is confirmed by its number, however typed", async ({ db, organization: { admin } }) => {
    const [one, two] = await boughtCallerIds(db, admin, 2);
    if (!one || !two) throw new Error("too few");
    const national = `(${one.e164.slice(2, 5)}) ${one.e164.slice(5, 8)}\u2011${one.e164.slice(8)}\u202c`;
    expect(await tryToRelease(admin, [one], { confirm: two.e164 })).toMatchObject({
      fields: { confirm: expect.any(String) },
    });
    expect(await tryToRelease(admin, [one], { confirm: national })).toMatchObject({ kind: "released" });
  });
});

describe("a number that leaves", () => {
  it("is kept until the morning of its day, and released then", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    const [one, kept, locked] = await boughtCallerIds(db, admin, 3);
    if (!one || !kept || !locked) throw new Error("too few");
    const until = releaseDays(new Date(), admin.timeZone).offered;
    const releaseId = await release(admin, [one, kept, locked], { how: "later", until });
    const morning = new Date(`${until}T12:30:00Z`);
    await db.execute(
      sql`update organizations set time_zone = 'America/Chicago' where id = ${organizationId}`,
    );
    await beginDueReleases(new Date(morning.getTime() - DAY_MS));
    await pumpOut(db);
    expect(await releasedAtTwilio(twilioAccountSid)).toEqual([]);
    expect(await keepNumbers(admin, { releaseId, callerIdId: kept.id })).toEqual({ kept: 1 });
    await changeLock(admin, locked.id, true);
    const [lock] = await db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.organizationId, organizationId), eq(auditEvents.event, "caller-id.locked")));
    expect(lock).toMatchObject({ e164: locked.e164, details: { keeps: true } });
    await beginDueReleases(morning);
    await pumpOut(db);
    expect(await releasedAtTwilio(twilioAccountSid)).toEqual([one.e164]);
    expect(await statuses(db, organizationId)).toEqual({
      [one.e164]: "released",
      [kept.e164]: "active",
      [locked.e164]: "active",
    });
    expect(await keepNumbers(admin, { releaseId })).toEqual({ kept: 0 });
    const { admin: stranger } = await newOrganization(db);
    expect(await keepNumbers(stranger, { releaseId })).toBeNull();
  });
});

it("says all that is wrong at once", async ({ db, organization: { admin } }) => {
  const rows = await boughtCallerIds(db, admin, 1);
  const typed = { how: "later", until: "x", reason: "", words: "x".repeat(501), confirm: "7" } as const;
  expect(await tryToRelease(admin, rows, typed)).toMatchObject({
    kind: "problems",
    fields: { until: "Choose a day of the calendar, after today.", reason: "Choose a reason." },
  });
});

it("releases what a trunk uses where that was ticked alone", async ({
  db,
  organization: { admin, organizationId, twilioAccountSid: account },
}) => {
  const rows = await boughtCallerIds(db, admin, 2);
  const numbers = rows.slice(0, 1).map(({ e164 }) => e164);
  await simulatedTwilio().outside({ kind: "edit", account, numbers, trunkSid: `TK${"1".repeat(32)}` });
  await readAccount(admin);
  expect(await tryToRelease(admin, rows)).toEqual({
    kind: "problems",
    fields: {
      trunks: "Tick this, or take them off their trunk or application in Twilio’s console first.",
    },
  });
  expect(Object.values(await statuses(db, organizationId))).toEqual(["active", "active"]);
  await release(admin, rows, { endsTrunks: 1 });
  await pumpOut(db);
  expect(await releasedAtTwilio(account)).toHaveLength(2);
});

describe("what Twilio does not give up", () => {
  it("has an emergency address: refused, or taken off first where that was ticked", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const [refused, ticked] = await boughtCallerIds(db, admin, 2);
    if (!refused || !ticked) throw new Error("too few");
    const numbers = [refused.e164, ticked.e164];
    await simulatedTwilio().outside({
      kind: "edit",
      account,
      numbers,
      settings: { EmergencyAddressSid: `AD${"1".repeat(32)}` },
    });
    const first = await release(admin, [refused]);
    await pumpOut(db);
    expect(only((await releaseState(db, first)).lines)).toMatchObject({
      state: "refused",
      failure: "emergency-address",
    });
    expect(await statuses(db, organizationId)).toMatchObject({ [refused.e164]: "active" });
    const second = await release(admin, [ticked], { takesAddressOff: true });
    // The 30 seconds that Twilio takes are virtual.
    let clock = 0;
    const crashPoint = async (at: string) => {
      if (at !== "after-record") return;
      clock += 20_000;
      await simulatedTwilio().set({ clock });
    };
    await pumpOut(db, { crashPoint });
    await simulatedTwilio().set({ clock: 0 });
    expect(only((await releaseState(db, second)).lines)).toMatchObject({
      state: "released",
      failure: null,
    });
    expect(await releasedAtTwilio(account)).toEqual([ticked.e164]);
  });

  it("is kept in its old release, and leaves by the new one all the same", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const numbers = rows.map(({ e164 }) => e164);
    const edit = (sid: string) =>
      simulatedTwilio().outside({ kind: "edit", account, numbers, settings: { MessagingServiceSid: sid } });
    await edit("MG1");
    const refused = await release(admin, rows);
    await pumpOut(db);
    await edit("");
    await release(admin, rows);
    await keepNumbers(admin, { releaseId: refused });
    expect(Object.values(await statuses(db, organizationId))).toEqual(["leaving"]);
    await pumpOut(db);
    expect(Object.values(await statuses(db, organizationId))).toEqual(["released"]);
  });

  it("is listed anew while Twilio is asked: it does not stay leaving for ever", async ({
    db,
    organization: { admin, organizationId },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    await release(admin, rows);
    const crashPoint = async (point: string) => {
      if (point !== "after-effect") return;
      const sid = `PN${"e".repeat(32)}`;
      await db.update(callerIds).set({ sid }).where(eq(callerIds.organizationId, organizationId));
    };
    await pumpOut(db, { crashPoint });
    expect(Object.values(await statuses(db, organizationId))).toEqual(["active"]);
  });

  it("is in a messaging service", async ({ db, organization: { admin, twilioAccountSid: account } }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const numbers = rows.map(({ e164 }) => e164);
    await simulatedTwilio().outside({
      kind: "edit",
      account,
      numbers,
      settings: { MessagingServiceSid: "MG1" },
    });
    const releaseId = await release(admin, rows);
    await pumpOut(db);
    expect(only((await releaseState(db, releaseId)).lines)).toMatchObject({ failure: "messaging-service" });
    expect(await releasedAtTwilio(account)).toEqual([]);
  });

  it("was bought again under another id: that one is left alone", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const numbers = rows.map(({ e164 }) => e164);
    const releaseId = await release(admin, rows);
    await simulatedTwilio().outside({ kind: "release", account, numbers });
    await simulatedTwilio().outside({ kind: "buy", account, numbers });
    await pumpOut(db);
    expect(only((await releaseState(db, releaseId)).lines).state).toBe("released");
    expect((await simulatedTwilio().held(account)).map(({ e164 }) => e164)).toEqual(numbers);
    expect(await releasedAtTwilio(account)).toEqual([]);
  });

  it("was bought again and is listed under its new id: it stays in the list, and says so", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const numbers = rows.map(({ e164 }) => e164);
    const releaseId = await release(admin, rows);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "DELETE", account });
    await pumpOut(db, {}, { seconds: 0.5 });
    await simulatedTwilio().outside({ kind: "release", account, numbers });
    await simulatedTwilio().outside({ kind: "buy", account, numbers });
    await simulatedTwilio().clearFaults(account);
    const sid = only(await simulatedTwilio().held(account)).sid;
    await db.update(callerIds).set({ sid }).where(eq(callerIds.organizationId, organizationId));
    await pumpOut(db);
    expect(only((await releaseState(db, releaseId)).lines)).toMatchObject({
      state: "refused",
      failure: "bought-again",
    });
    expect(Object.values(await statuses(db, organizationId))).toEqual(["active"]);
  });

  it("is gone before its turn: nobody says that it is kept", async ({
    db,
    organization: { admin, organizationId },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const releaseId = await release(admin, rows);
    await db
      .update(callerIds)
      .set({ releasedAt: new Date() })
      .where(eq(callerIds.organizationId, organizationId));
    await pumpOut(db);
    expect(only((await releaseState(db, releaseId)).lines)).toMatchObject({
      state: "refused",
      failure: "gone",
    });
    expect(Object.values(await statuses(db, organizationId))).toEqual(["gone"]);
  });

  it("is asked about again and again while its outcome can't be written down, and is never called kept", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const releaseId = await release(admin, rows);
    await db
      .update(releaseLines)
      .set({ faults: MAX_FAULTS - 1 })
      .where(eq(releaseLines.releaseId, releaseId));
    const broken = (point: string) => {
      if (point === "after-effect") throw new Error("can't be written down");
    };
    await pumpOut(db, { crashPoint: broken, onFault: () => undefined }, { seconds: 5 });
    expect(await releasedAtTwilio(account)).toHaveLength(1);
    const { release: resting, lines } = await releaseState(db, releaseId);
    expect(resting.pausedReason).toBe("fault");
    expect(only(lines).state).toBe("releasing");
    expect(await keepNumbers(admin, { releaseId })).toEqual({ kept: 0 });
    await resumeRelease(admin, releaseId);
    await pumpOut(db);
    expect(Object.values(await statuses(db, organizationId))).toEqual(["released"]);
  });

  it("rests where nobody can be reached, and where the account is blocked while an address is taken off", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    const numbers = rows.map(({ e164 }) => e164);
    const releaseId = await release(admin, rows, { takesAddressOff: true });
    await db
      .update(releaseLines)
      .set({ checks: MAX_CHECKS - 1 })
      .where(eq(releaseLines.releaseId, releaseId));
    const nobody = { release: async () => ({ kind: "unreachable" as const }) };
    await pumpOut(db, { providerFor: async (...asked) => ({ ...(await twilioFor(...asked)), ...nobody }) });
    expect((await releaseState(db, releaseId)).release.pausedReason).toBe("unreachable");
    const settings = { EmergencyAddressSid: `AD${"1".repeat(32)}` };
    await simulatedTwilio().outside({ kind: "edit", account, numbers, settings });
    await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST", account });
    await resumeRelease(admin, releaseId);
    await pumpOut(db);
    expect((await releaseState(db, releaseId)).release.pausedReason).toBe("suspended");
    // All of it is kept: nothing is left that could rest.
    await simulatedTwilio().clearFaults(account);
    await changeLock(admin, rows[0]?.id ?? "", true);
    await resumeRelease(admin, releaseId);
    await pumpOut(db);
    expect((await releaseState(db, releaseId)).release).toMatchObject({ pausedReason: null, turnAt: null });
    expect(await releasedAtTwilio(account)).toEqual([]);
  });

  it("rests no more once all of it was kept", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 2);
    const releaseId = await release(admin, rows);
    await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "DELETE", account });
    await pumpOut(db);
    expect(await keepNumbers(admin, { releaseId })).toEqual({ kept: 2 });
    expect((await releaseState(db, releaseId)).release).toMatchObject({ pausedReason: null, turnAt: null });
  });

  it("is told to whoever locks it too late", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 1);
    await release(admin, rows);
    const told: string[] = [];
    const crashPoint = async (point: string) => {
      if (point === "after-intent") told.push(await changeLock(admin, rows[0]?.id ?? "", true));
    };
    await pumpOut(db, { crashPoint });
    expect(told).toEqual(["too-late"]);
    expect(await releasedAtTwilio(account)).toHaveLength(1);
  });

  it("rests while the account is suspended, and goes on when somebody says so", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const rows = await boughtCallerIds(db, admin, 3);
    const releaseId = await release(admin, rows);
    await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "DELETE", account });
    await pumpOut(db);
    const { release: resting, lines } = await releaseState(db, releaseId);
    expect(resting.pausedReason).toBe("suspended");
    expect(lines.every(({ state }) => state === "queued")).toBe(true);
    await simulatedTwilio().clearFaults(account);
    const { admin: stranger } = await newOrganization(db);
    expect(await resumeRelease(stranger, releaseId)).toBe(false);
    expect(await resumeRelease(admin, releaseId)).toBe(true);
    await pumpOut(db);
    expect(await releasedAtTwilio(account)).toHaveLength(3);
  });

  it("is nobody's to keep once Twilio may have been asked, and locked then it is kept only where Twilio has it", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const [lost, cut] = await boughtCallerIds(db, admin, 2);
    if (!lost || !cut) throw new Error("too few");
    const releaseId = await release(admin, [lost, cut]);
    await simulatedTwilio().fault(
      { kind: "cut", effect: "after" },
      { method: "DELETE", path: lost.sid ?? "" },
    );
    await simulatedTwilio().fault(
      { kind: "cut", effect: "before" },
      { method: "DELETE", path: cut.sid ?? "" },
    );
    await pumpOut(db, {}, { seconds: 0.5 });
    expect(await keepNumbers(admin, { releaseId })).toEqual({ kept: 0 });
    for (const { id } of [lost, cut]) await changeLock(admin, id, true);
    await simulatedTwilio().clearFaults();
    await pumpOut(db);
    expect(await statuses(db, organizationId)).toEqual({ [lost.e164]: "released", [cut.e164]: "active" });
    expect(await releasedAtTwilio(account)).toEqual([lost.e164]);
  });
});
