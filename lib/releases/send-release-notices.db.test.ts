import { eq } from "drizzle-orm";
import { beforeAll, expect } from "vitest";
import { assignments, callerIds, outboxMessages, releaseNotices, users } from "@/db/schema";
import { env } from "@/lib/runtime/config/env";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin } from "@/tests/support/factories";
import { startFakeResend } from "@/tests/support/fake-resend";
import { ENGINE } from "@/tests/support/purchases";
import { heldCallerIds, pumpOut, release, releaseState } from "@/tests/support/releases";
import { first } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { keepNumbers } from "./keep-numbers";
import { resumeRelease } from "./resume-release";
import { sendReleaseNotices } from "./send-release-notices";

const resend = await startFakeResend();
const it = databaseTest({ ...ENGINE, RESEND_BASE_URL: resend.url });
beforeAll(() => () => resend.stop());

it("mails all owners, once each, a file of what was released, with forwarding, users and labels", async ({
  db,
  organization,
}) => {
  const { admin } = organization;
  const rows = await heldCallerIds(db, organization, 3, env().publicUrl);
  const [one, two, stays] = rows;
  const owner = await anotherAdmin(db, admin);
  const colleague = await anotherAdmin(db, admin, { owner: false });
  await db.update(users).set({ owner: true }).where(eq(users.id, admin.userId));
  await db
    .update(callerIds)
    .set({ labels: ["Sales", "=1+1"], forwardTo: "+16285550177", ringForever: true })
    .where(eq(callerIds.id, one?.id ?? ""));
  const { organizationId } = admin;
  await db.insert(assignments).values({ organizationId, callerIdId: one?.id ?? "", userId: owner.userId });
  await release(admin, [first(rows), first(rows.slice(1))], { reason: "spam", words: "It, rings <b>" });
  await pumpOut(db);
  await Promise.all([sendReleaseNotices(), sendReleaseNotices(), sendReleaseNotices()]);

  expect(resend.newest(colleague.email)).toBeUndefined();
  for (const email of [admin.email, owner.email]) {
    const mail = resend.newest(email);
    expect(mail?.subject).toBe("2 Caller IDs were released");
    expect(mail?.text).toContain("which is $2.30 a month less");
    expect(mail?.text).toContain("Reason: Marked as spam: It, rings <b>");
    expect(mail?.html).not.toContain("<b>");
    const [file] = mail?.attachments ?? [];
    expect(file?.filename).toBe("released-caller-ids.csv");
    const lines = Buffer.from(file?.content ?? "", "base64")
      .toString("utf8")
      .trimEnd()
      .split("\r\n");
    expect(lines).toHaveLength(3);
    const line = lines.find((each) => each.startsWith(one?.e164 ?? ""));
    expect(line).toContain(`,released,twilio,`);
    expect(line).toContain(`${owner.email},+16285550177,yes,"Sales, =1+1"`);
    expect(lines.some((each) => each.startsWith(two?.e164 ?? ""))).toBe(true);
    expect(lines.join()).not.toContain(stays?.e164);
  }
  const sent = resend.count();
  await pumpOut(db);
  await sendReleaseNotices();
  expect(resend.count()).toBe(sent);
});

it("mails nobody where all of it was kept; what could not be sent is sent later", async ({
  db,
  organization,
}) => {
  const { admin } = organization;
  const rows = await heldCallerIds(db, organization, 2, env().publicUrl);
  const until = new Date(Date.now() + 40 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const leaving = await release(admin, rows.slice(0, 1), { how: "later", until });
  await keepNumbers(admin, { releaseId: leaving });
  const before = resend.count();
  await pumpOut(db);
  await sendReleaseNotices();
  expect(resend.count()).toBe(before);

  await release(admin, rows.slice(1));
  await pumpOut(db);
  resend.setDown(true);
  await sendReleaseNotices();
  resend.setDown(false);
  const mine = eq(releaseNotices.organizationId, admin.organizationId);
  expect(await db.select().from(releaseNotices).where(mine)).toMatchObject([{ tries: 1, endedAt: null }]);
  await sendReleaseNotices();
  expect(resend.count()).toBe(before);
  await db.update(releaseNotices).set({ notBefore: null }).where(mine);
  await sendReleaseNotices();
  expect(resend.count()).toBe(before + 1);
  expect(resend.newest(admin.email)?.subject).toBe("1 Caller ID was released");
  expect(await db.select().from(outboxMessages)).toEqual([]);
});

it("mails the others where one address is refused, whatever changes between the tries", async ({
  db,
  organization,
}) => {
  const { admin } = organization;
  const others = [await anotherAdmin(db, admin), await anotherAdmin(db, admin)];
  // In the order in which they are mailed.
  const [broken, healthy] = others.sort((a, b) => (a.userId < b.userId ? -1 : 1));
  if (!broken || !healthy) throw new Error("too few");
  resend.refuse(broken.email);
  const rows = await heldCallerIds(db, organization, 1, env().publicUrl);
  await release(admin, rows);
  await pumpOut(db);
  const before = resend.count();
  for (const labels of [["Before"], ["After"]]) {
    await db
      .update(callerIds)
      .set({ labels })
      .where(eq(callerIds.id, first(rows).id));
    await sendReleaseNotices();
    expect(resend.newest(healthy.email)?.subject).toBe("1 Caller ID was released");
    expect(resend.count()).toBe(before + 2);
    await db.update(releaseNotices).set({ notBefore: null });
  }
  // One of them alone is left.
  await db.update(users).set({ owner: false }).where(eq(users.id, broken.userId));
  await db.update(users).set({ owner: false }).where(eq(users.id, healthy.userId));
  await sendReleaseNotices();
  expect(resend.count()).toBe(before + 2);
  const mine = eq(releaseNotices.organizationId, admin.organizationId);
  expect(await db.select().from(releaseNotices).where(mine)).toMatchObject([{ endedAt: expect.any(Date) }]);
});

it("tells of what was released also while the rest of it rests, and of each number once", async ({
  db,
  organization,
}) => {
  const { admin, twilioAccountSid: account } = organization;
  const rows = await heldCallerIds(db, organization, 3, env().publicUrl);
  const releaseId = await release(admin, rows);
  const path = `IncomingPhoneNumbers/${rows[2]?.sid}`;
  await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "DELETE", path, account });
  await pumpOut(db);
  expect((await releaseState(db, releaseId)).release.pausedReason).toBe("suspended");
  const told = async () => {
    await pumpOut(db);
    await Promise.all([sendReleaseNotices(), sendReleaseNotices()]);
    const [file] = resend.newest(admin.email)?.attachments ?? [];
    const lines = Buffer.from(file?.content ?? "", "base64")
      .toString("utf8")
      .split("\r\n");
    return rows.filter(({ e164 }) => lines.some((line) => line.startsWith(e164))).map(({ e164 }) => e164);
  };
  const released = (await releaseState(db, releaseId)).lines.filter(({ state }) => state === "released");
  expect(released.length).toBeGreaterThan(0);
  expect((await told()).sort()).toEqual(released.map(({ e164 }) => e164).sort());
  const sent = resend.count();
  await told();
  expect(resend.count()).toBe(sent);

  await simulatedTwilio().clearFaults(account);
  await resumeRelease(admin, releaseId);
  const left = rows.map(({ e164 }) => e164).filter((e164) => !released.some((line) => line.e164 === e164));
  expect(await told()).toEqual(left);
  expect(resend.count()).toBe(sent + 1);
});
