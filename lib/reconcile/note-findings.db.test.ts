import { and, eq, isNull } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { noteLoops, noteRing } from "@/db/queries/attention";
import { foldCounts, readCounts } from "@/db/queries/caller-id-counts";
import { countTowardsMaximum } from "@/db/queries/caller-ids";
import { callerIdCounts, callerIds, outboxMessages, reconcileRuns, twilioNumbers } from "@/db/schema";
import { changeCallBacks } from "@/lib/caller-ids/change-call-backs";
import { countAttention } from "@/lib/caller-ids/count-caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { callBacksShown } from "@/lib/domain/caller-ids/parts";
import { sendUserNotices } from "@/lib/users/send-user-notices";
import { databaseTest } from "@/tests/support/database-test";
import { newOwnCallerId, newTwilioCallerId, type Organization } from "@/tests/support/factories";
import { ENGINE } from "@/tests/support/purchases";
import { adopt, boughtNumbers, outcomesOf, readAccount, rowsOf } from "@/tests/support/reconcile";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { markGone } from "./mark-gone";
import { noteFindings } from "./note-findings";
import { repairNumbers } from "./repair-numbers";

const it = databaseTest(ENGINE);

/** What stands beside each listed number of the organisation. */
async function attentionOf(db: Db, organizationId: string) {
  const rows = await db
    .select({ e164: callerIds.e164, attention: callerIds.attention })
    .from(callerIds)
    .where(and(eq(callerIds.organizationId, organizationId), isNull(callerIds.releasedAt)));
  return Object.fromEntries(rows.map(({ e164, attention }) => [e164, attention]));
}

async function expectTrueCounts(db: Db, { admin, organizationId }: Organization) {
  const rows = await db
    .select()
    .from(callerIds)
    .where(and(eq(callerIds.organizationId, organizationId), isNull(callerIds.releasedAt)));
  const priced = rows.reduce((sum, { priceMicros }) => sum + (priceMicros ?? 0), 0);
  expect(await readCounts(db, admin)).toEqual({
    listed: rows.length,
    purchased: rows.filter(({ source }) => source === "twilio").length,
    attention: rows.filter(({ attention }) => attention).length,
    monthly: priced > 0 ? [{ micros: priced, currency: "USD" }] : [],
  });
}

describe("what a reading finds", () => {
  it("stands beside each number, is counted, and is gone once it is mended", async ({ db, organization }) => {
    const { admin, organizationId, twilioAccountSid: account } = organization;
    const numbers = await boughtNumbers(db, admin, 5);
    const [gone = "", pbx = "", renamed = "", method = "", fine = ""] = numbers;
    const edit = (e164: string, change: object) =>
      simulatedTwilio().outside({ kind: "edit", account, numbers: [e164], ...change });
    await simulatedTwilio().outside({ kind: "release", account, numbers: [gone] });
    await edit(pbx, { settings: { VoiceUrl: "https://me:secret@pbx.example/in" } });
    await edit(renamed, { name: "reception" });
    await edit(method, { settings: { VoiceMethod: "GET" } });
    await simulatedTwilio().outside({ kind: "buy", account, numbers: ["+12065550171"] });
    expect(await countAttention(admin)).toEqual({ attention: 0, toLookAt: 0, orMore: false });
    await readAccount(admin);
    expect(await attentionOf(db, organizationId)).toEqual({
      [gone]: "gone",
      [pbx]: "changed",
      [renamed]: "changed",
      [method]: "changed",
      [fine]: null,
    });
    expect(await countAttention(admin)).toEqual({ attention: 4, toLookAt: 5, orMore: false });
    await expectTrueCounts(db, organization);

    await repairNumbers(admin, await rowsOf(admin, "drifted"));
    await markGone(admin, await rowsOf(admin, "gone"));
    expect(outcomesOf(await adopt(admin, await rowsOf(admin, "unlisted")))).toEqual(["done"]);
    expect(await attentionOf(db, organizationId)).toEqual({
      [pbx]: null,
      [renamed]: null,
      [method]: null,
      [fine]: null,
      // Nobody said where its calls go.
      "+12065550171": "nowhere",
    });
    expect(await countAttention(admin)).toEqual({ attention: 1, toLookAt: 0, orMore: false });
    await expectTrueCounts(db, organization);
    expect((await readCounts(db, admin)).purchased).toBe(await countTowardsMaximum(db, admin));
  });

  it("is no fault where calls go elsewhere by somebody's will", async ({ db, organization }) => {
    const { admin, organizationId, twilioAccountSid: account } = organization;
    const e164 = "+12065550172";
    const voiceUrl = "https://pbx.example/in";
    await simulatedTwilio().outside({ kind: "buy", account, numbers: [e164], voiceUrl });
    await readAccount(admin);
    await adopt(admin, await rowsOf(admin, "unlisted"));
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: null });
    const { id } = only(await db.select().from(callerIds).where(eq(callerIds.e164, e164)));
    // Whoever forwards it here is told that it does not come here yet.
    const shown = callBacksShown({ forwardTo: null, ringForever: false });
    const saved = await changeCallBacks(
      admin,
      { id, shown },
      { forwardTo: "(628) 555-0100", ringForever: false },
    );
    expect(saved).toEqual({ kind: "changed", isSetAtTwilio: false });
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: "changed" });
    await repairNumbers(admin, await rowsOf(admin, "drifted"));
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: null });
  });

  it("in the night is mailed to the admins once, and in the day not at all", async ({
    db,
    organization: { admin, twilioAccountSid: account },
    colleague,
  }) => {
    const mailed = async ({ email }: Admin) => {
      await sendUserNotices();
      return db.select().from(outboxMessages).where(eq(outboxMessages.to, email));
    };
    const buy = (numbers: string[]) => simulatedTwilio().outside({ kind: "buy", account, numbers });
    await buy(["+12065550173"]);
    await readAccount(admin);
    await readAccount(admin, { byNight: true });
    expect(await mailed(admin)).toEqual([]);
    await buy(["+12065550174"]);
    await readAccount(admin, { byNight: true });
    await readAccount(admin, { byNight: true });
    for (const one of [admin, colleague]) {
      const { subject, text } = only(await mailed(one));
      expect(subject).toBe("Numbers differ at Twilio");
      expect(text).toContain("2 numbers: billed by Twilio but not in your list");
      expect(text).toContain("/administration/reconcile");
    }
  });
});

it("is noted by several processes at once without waiting for one another for ever, and told once", async ({
  db,
  organization: { admin, organizationId, twilioAccountSid: account },
}) => {
  await simulatedTwilio().outside({ kind: "buy", account, numbers: ["+12065550186", "+12065550187"] });
  await readAccount(admin);
  await readAccount(admin, { byNight: true });
  await db
    .update(reconcileRuns)
    .set({ notedAt: null })
    .where(eq(reconcileRuns.organizationId, organizationId));
  await db
    .update(twilioNumbers)
    .set({ unlistedSince: null })
    .where(eq(twilioNumbers.organizationId, organizationId));
  await Promise.all(Array.from({ length: 4 }, () => noteFindings(organizationId)));
  await sendUserNotices();
  expect(await db.select().from(outboxMessages).where(eq(outboxMessages.to, admin.email))).toHaveLength(1);
  const runs = await db.select().from(reconcileRuns).where(eq(reconcileRuns.organizationId, organizationId));
  expect(runs.every(({ notedAt }) => notedAt)).toBe(true);
});

describe("a forwarding number that can't be rung", () => {
  it("is said once it became a number of this installation, whoever bought it, until it is none", async ({
    db,
    organization,
    stranger,
  }) => {
    const target = "+12065550175";
    const e164 = "+12065550176";
    await newTwilioCallerId(db, organization, e164, target);
    await noteLoops(db);
    expect(await attentionOf(db, organization.organizationId)).toEqual({ [e164]: null });
    await newTwilioCallerId(db, stranger, target, "+16285550100");
    await noteLoops(db);
    expect(await attentionOf(db, organization.organizationId)).toEqual({ [e164]: "unreachable" });
    await expectTrueCounts(db, organization);
    await db.update(callerIds).set({ releasedAt: new Date() }).where(eq(callerIds.e164, target));
    await noteLoops(db);
    expect(await attentionOf(db, organization.organizationId)).toEqual({ [e164]: null });
    await expectTrueCounts(db, organization);
  });

  it("is said when a call could not reach it, until one can, or another is set", async ({
    db,
    organization,
  }) => {
    const e164 = "+12065550177";
    const { organizationId, twilioAccountSid } = organization;
    await newTwilioCallerId(db, organization, e164, "+16285550100");
    const ring = { twilioAccountSid, e164, forwardTo: "+16285550100" };
    // A call that still rang the number of before says nothing of this one.
    await noteRing(db, { ...ring, forwardTo: "+16285550199" }, true);
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: null });
    await noteRing(db, ring, true);
    await noteLoops(db);
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: "unreachable" });
    await noteRing(db, { ...ring, forwardTo: "+16285550199" }, false);
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: "unreachable" });
    await noteRing(db, ring, false);
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: null });
    await noteRing(db, ring, true);
    await db.update(callerIds).set({ forwardTo: "+16285550101" }).where(eq(callerIds.e164, e164));
    expect(await attentionOf(db, organizationId)).toEqual({ [e164]: null });
  });
});

describe("counts", () => {
  it("are exact after whatever is written, and after many are made one", async ({ db, organization }) => {
    const { admin, organizationId } = organization;
    await newOwnCallerId(db, organizationId, "+12065550178");
    expect(await readCounts(db, admin)).toEqual({ listed: 1, purchased: 0, attention: 0, monthly: [] });
    for (let index = 10; index < 80; index++)
      await newTwilioCallerId(db, organization, `+121255501${index}`, index % 2 ? null : "+16285550100");
    await db
      .update(callerIds)
      .set({ priceMicros: 1_150_000, currency: "USD" })
      .where(eq(callerIds.organizationId, organizationId));
    await db.delete(callerIds).where(eq(callerIds.e164, "+12125550111"));
    await db.update(callerIds).set({ releasedAt: new Date() }).where(eq(callerIds.e164, "+12125550112"));
    await expectTrueCounts(db, organization);
    await Promise.all([foldCounts(db), foldCounts(db)]);
    await expectTrueCounts(db, organization);
    const left = await db
      .select()
      .from(callerIdCounts)
      .where(eq(callerIdCounts.organizationId, organizationId));
    expect(left).toHaveLength(2);
  });
});
