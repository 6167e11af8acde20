import { eq } from "drizzle-orm";
import { beforeAll, expect } from "vitest";
import { assignments, callerIds, outboxMessages, releaseNotices, users } from "@/db/schema";
import { env } from "@/lib/runtime/config/env";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin } from "@/tests/support/factories";
import { startFakeResend } from "@/tests/support/fake-resend";
import { ENGINE } from "@/tests/support/purchases";
import { heldCallerIds, pumpOut, release } from "@/tests/support/releases";
import { first } from "@/tests/support/rows";
import { keepNumbers } from "./keep-numbers";
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
