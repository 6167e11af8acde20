import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { auditEvents, callerIds } from "@/db/schema";
import { callBacksShown, labelsShown } from "@/lib/domain/caller-ids/parts";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { findTarget } from "@/lib/voice/find-target";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin, newOrganization, newOwnCallerId, newTwilioCallerId } from "@/tests/support/factories";
import { first, only } from "@/tests/support/rows";
import { changeCallBacks } from "./change-call-backs";
import { changeLabels } from "./change-labels";
import { changeLock } from "./change-lock";
import { lastChangeOfNumber, readCallerId } from "./read-caller-id";

const it = databaseTest();

const TARGET = "+16285550100";
const numberOf = async (db: Db, e164: string) =>
  only(await db.select().from(callerIds).where(eq(callerIds.e164, e164)));
const eventsAbout = async (db: Db, e164: string) =>
  (await db.select().from(auditEvents).where(eq(auditEvents.e164, e164))).map(({ event }) => event);

describe("call-backs of one number", () => {
  it("ring where they were sent a moment ago, told in its history", async ({ db, organization }) => {
    const { admin, twilioAccountSid } = organization;
    const e164 = "+12065550201";
    await newTwilioCallerId(db, organization, e164, TARGET);
    const { id } = await numberOf(db, e164);
    const shown = callBacksShown(await numberOf(db, e164));
    const typed = { forwardTo: "tel:+44 (0)20 7946 0018", ringForever: true };
    expect(await changeCallBacks(admin, { id, shown }, typed)).toMatchObject({ kind: "changed" });
    expect(await findTarget({ AccountSid: twilioAccountSid, To: e164, From: "+16175550188" })).toEqual({
      forwardTo: "+442079460018",
      ringForever: true,
      wouldLoop: false,
    });
    expect(await numberOf(db, e164)).toMatchObject({ version: 2 });
    // Posted twice it is one change.
    expect(await changeCallBacks(admin, { id, shown }, typed)).toEqual({ kind: "unchanged" });
    expect(await eventsAbout(db, e164)).toEqual(["caller-id.forwarded"]);
    const view = await readCallerId(admin, id, FIRST_PAGE);
    expect(view?.history.events[0]?.event).toMatchObject({ before: TARGET, after: "+442079460018" });
  });

  it("are changed by the first of two; the second is told, and saves on top", async ({
    db,
    organization,
    admin,
  }) => {
    const e164 = "+12065550202";
    await newTwilioCallerId(db, organization, e164, TARGET);
    const { id } = await numberOf(db, e164);
    const shown = callBacksShown(await numberOf(db, e164));
    const colleague = await anotherAdmin(db, admin);
    const [one, two] = ["(512) 555-0101", "(512) 555-0102"].map((forwardTo) => ({
      forwardTo,
      ringForever: false,
    }));
    const outcomes = await Promise.all([
      changeCallBacks(admin, { id, shown }, one as never),
      changeCallBacks(colleague, { id, shown }, two as never),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "stale"]);
    const stale = outcomes.find((outcome) => outcome.kind === "stale");
    const again = callBacksShown(
      stale?.kind === "stale" ? stale.now : { forwardTo: null, ringForever: false },
    );
    expect(
      await changeCallBacks(
        colleague,
        { id, shown: again },
        { forwardTo: "(512) 555-0103", ringForever: true },
      ),
    ).toEqual({ kind: "changed", isSetAtTwilio: true });
    expect(await lastChangeOfNumber(admin, id, "caller-id.forwarded")).toMatchObject({
      event: { after: "+15125550103", ringForever: true },
    });
  });

  it("go to nobody round in circles, and nowhere that costs", async ({
    db,
    organization,
    admin,
    stranger,
  }) => {
    const e164 = "+12065550203";
    await newTwilioCallerId(db, organization, e164, TARGET);
    const other = await newOrganization(db);
    await newTwilioCallerId(db, other, "+12065550204");
    const row = await numberOf(db, e164);
    const asked = { id: row.id, shown: callBacksShown(row) };
    for (const [forwardTo, problem] of [
      ["(206) 555-0203", "own-number"],
      ["206-555-0204", "of-installation"],
      ["911", "emergency"],
      ["1 900 555 0100", "premium"],
      ["628 555 0100 ext 2", "extension"],
      ["", "empty"],
      ["\u202e", "empty"],
    ] as const)
      expect(await changeCallBacks(admin, asked, { forwardTo, ringForever: true })).toEqual({
        kind: "forwarding",
        problem,
      });
    expect(await changeCallBacks(stranger, asked, { forwardTo: "512 555 0109", ringForever: true })).toEqual({
      kind: "not-found",
    });
    expect(await numberOf(db, e164)).toMatchObject({ forwardTo: TARGET, version: 1 });
    expect(await eventsAbout(db, e164)).toEqual([]);
  });

  it("are nobody's to change where Twilio does not have the number", async ({ db, organization, admin }) => {
    await newOwnCallerId(db, organization.organizationId, "+12065550205");
    await newTwilioCallerId(db, organization, "+12065550206", TARGET);
    await db.update(callerIds).set({ releasedAt: new Date() }).where(eq(callerIds.e164, "+12065550206"));
    for (const e164 of ["+12065550205", "+12065550206"]) {
      const row = await numberOf(db, e164);
      const asked = { id: row.id, shown: callBacksShown(row) };
      expect(await changeCallBacks(admin, asked, { forwardTo: "512 555 0109", ringForever: true })).toEqual({
        kind: "not-answered",
      });
    }
  });
});

describe("labels of one number", () => {
  it("are kept as typed, told in its history, and hold up nobody who changes something else", async ({
    db,
    organization,
    admin,
    stranger,
  }) => {
    const e164 = "+12065550207";
    await newTwilioCallerId(db, organization, e164, TARGET);
    const row = await numberOf(db, e164);
    const asked = { id: row.id, shown: labelsShown(row.labels) };
    expect(await changeLabels(admin, asked, "Q4 push, Front\u200b desk, q4 PUSH")).toEqual({
      kind: "changed",
    });
    expect(await numberOf(db, e164)).toMatchObject({ labels: ["Q4 push", "Front desk"], version: 2 });
    expect(await changeLabels(admin, asked, "Resting")).toEqual({
      kind: "stale",
      now: ["Q4 push", "Front desk"],
    });
    expect(await changeLabels(admin, asked, "x".repeat(41))).toMatchObject({ kind: "problem" });
    expect(await changeLabels(stranger, asked, "Mine")).toEqual({ kind: "not-found" });
    // The form of the call-backs was drawn before.
    expect(
      await changeCallBacks(
        admin,
        { id: row.id, shown: callBacksShown(row) },
        { forwardTo: TARGET, ringForever: true },
      ),
    ).toMatchObject({ kind: "changed" });
    expect(await eventsAbout(db, e164)).toEqual(["caller-id.labelled", "caller-id.forwarded"]);
  });
});

describe("the lock of one number", () => {
  it("is set once, told in its history, raises the version, and is nobody else's", async ({
    db,
    organization,
    admin,
    stranger,
  }) => {
    const e164 = "+12065550209";
    await newTwilioCallerId(db, organization, e164);
    const { id } = await numberOf(db, e164);
    expect(await changeLock(stranger, id, true)).toBe("not-found");
    expect(await changeLock(admin, id, true)).toBe("changed");
    expect(await changeLock(admin, id, true)).toBe("unchanged");
    expect(await numberOf(db, e164)).toMatchObject({ locked: true, version: 2 });
    expect(await changeLock(admin, id, false)).toBe("changed");
    expect(await eventsAbout(db, e164)).toEqual(["caller-id.locked", "caller-id.unlocked"]);
  });
});

describe("the status of a number", () => {
  it("follows what the release before writes", async ({ db, organization }) => {
    const e164 = "+12065550208";
    await newTwilioCallerId(db, organization, e164);
    const set = async (change: Partial<typeof callerIds.$inferInsert>) => {
      await db.update(callerIds).set(change).where(eq(callerIds.e164, e164));
      return (await numberOf(db, e164)).status;
    };
    expect((await numberOf(db, e164)).status).toBe("active");
    expect(await set({ releasedAt: new Date() })).toBe("gone");
    expect(await set({ releasedAt: null })).toBe("active");
    expect(await set({ status: "leaving" })).toBe("leaving");
    expect(await set({ releasedAt: new Date(), status: "released" })).toBe("released");
    expect(first(await db.select().from(callerIds).where(eq(callerIds.e164, e164))).version).toBe(5);
  });
});
