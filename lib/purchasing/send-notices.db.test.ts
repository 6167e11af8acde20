import { eq, isNull, sql } from "drizzle-orm";
import { beforeAll, expect, vi } from "vitest";
import { endNotice } from "@/db/queries/notices";
import { addNotice, claimNotice } from "@/db/queries/order-notices";
import { orderNotices, users } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { placeOrder } from "@/lib/orders/place-order";
import { resumeOrder } from "@/lib/orders/resume-order";
import { validateCode } from "@/lib/orders/validate-code";
import { databaseTest } from "@/tests/support/database-test";
import { startFakeResend } from "@/tests/support/fake-resend";
import { codeIn } from "@/tests/support/mails";
import { fillCart, pump } from "@/tests/support/orders";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { sendNotices } from "./send-notices";

const resend = await startFakeResend();
const it = databaseTest({ RESEND_BASE_URL: resend.url });
beforeAll(() => () => resend.stop());

/** An approved order whose mails the fake Resend has. */
async function approved(admin: Admin, count: number) {
  const numbers = await fillCart(admin, count);
  const placed = await placeOrder(admin, { forwardTo: "628 555 0100", userIds: [], ringForever: false });
  if (placed.kind !== "placed") throw new Error(placed.kind);
  const code = codeIn(resend.newest(admin.email)?.text);
  expect((await validateCode(admin, placed.orderId, code)).kind).toBe("approved");
  const subject = () => resend.newest(admin.email)?.subject;
  return { orderId: placed.orderId, numbers, subject };
}

it("tells the requester once that the order is done, whoever sends and however many", async ({
  db,
  admin,
}) => {
  const { orderId } = await approved(admin, 2);
  const before = resend.count();
  await pump(db);
  await Promise.all([sendNotices(), sendNotices(), sendNotices()]);
  expect(resend.count()).toBe(before + 1);
  const mail = resend.newest(admin.email);
  expect(mail?.subject).toMatch(/^Purchase is completed \(Order 1001\)$/);
  expect(mail?.text).toContain("2 numbers bought for $2.30. They are in your Custom Caller IDs.");
  expect(mail?.text).toContain(`/administration/orders/${orderId}`);
});

it("says what was not bought, and that it was not charged", async ({ db, admin }) => {
  const { numbers, subject } = await approved(admin, 2);
  await simulatedTwilio().sellToRival(first(numbers));
  await pump(db);
  await sendNotices();
  expect(subject()).toMatch(/^Purchase finished: 1 of 2 bought/);
  expect(resend.newest(admin.email)?.text).toContain(
    "1 number bought for $1.15. 1 number was not bought and not charged",
  );
});

it("says why buying is paused, and nothing once somebody has resumed it", async ({ db, admin }) => {
  const { orderId, subject } = await approved(admin, 1);
  await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST" });
  await pump(db);
  await sendNotices();
  expect(subject()).toMatch(/^Buying is paused/);
  expect(resend.newest(admin.email)?.text).toContain("Twilio account suspended.");
  const told = resend.count();

  expect((await resumeOrder(admin, orderId)).kind).toBe("resumed");
  await pump(db);
  await simulatedTwilio().clearFaults();
  expect((await resumeOrder(admin, orderId)).kind).toBe("resumed");
  await sendNotices();
  expect(resend.count()).toBe(told);
  await pump(db);
  await sendNotices();
  expect(subject()).toMatch(/^Purchase is completed/);
});

it("tells whoever does not want to hear of finished orders only of those that need them", async ({
  db,
  admin,
}) => {
  await db.update(users).set({ finishedMails: false }).where(eq(users.id, admin.userId));
  const { orderId, subject } = await approved(admin, 1);
  await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST" });
  await pump(db);
  await sendNotices();
  expect(subject()).toMatch(/^Buying is paused/);
  await simulatedTwilio().clearFaults();
  expect((await resumeOrder(admin, orderId)).kind).toBe("resumed");
  await pump(db);
  const told = resend.count();
  await sendNotices();
  expect(resend.count()).toBe(told);
  // Nothing is left to be sent, either.
  expect(await db.select().from(orderNotices).where(isNull(orderNotices.endedAt))).toEqual([]);
});

it("asks for a person when only a number is left that nobody else can decide", async ({
  db,
  organization: { admin, twilioAccountSid },
}) => {
  const { numbers, subject } = await approved(admin, 2);
  const e164 = first(numbers);
  await simulatedTwilio().fault(
    { kind: "cut", effect: "after" },
    { method: "POST", phoneNumber: e164 },
    { times: 1 },
  );
  await pump(db, {
    crashPoint: async (point) => {
      if (point === "after-effect")
        await simulatedTwilio().outside({
          kind: "edit",
          account: twilioAccountSid,
          numbers: [e164],
          name: "Reception",
        });
    },
  });
  await sendNotices();
  expect(subject()).toMatch(/^1 number needs you/);
});

it("is told again when the same happens while it is being sent", async ({
  db,
  organization: { admin, organizationId },
}) => {
  const { orderId } = await approved(admin, 1);
  await db.transaction((tx) => addNotice(tx, { organizationId, orderId, kind: "paused" }));
  const claimed = await claimNotice(db, 60_000);
  await db.transaction((tx) => addNotice(tx, { organizationId, orderId, kind: "paused" }));
  if (!claimed) throw new Error("nothing was claimed");
  await endNotice(db, orderNotices, claimed);
  const waiting = await db.select().from(orderNotices).where(isNull(orderNotices.endedAt));
  expect(waiting.map(({ id }) => id)).toEqual([claimed.id]);
  await db.delete(orderNotices);
});

it("comes back to what could not be sent", async ({ db, admin }) => {
  const { subject } = await approved(admin, 1);
  await pump(db);
  resend.setDown(true);
  await sendNotices();
  expect(subject()).toMatch(/^Transaction Code/);
  resend.setDown(false);
  await sendNotices();
  expect(subject()).toMatch(/^Transaction Code/);
  await db.update(orderNotices).set({ notBefore: sql`now()` });
  await sendNotices();
  expect(subject()).toMatch(/^Purchase is completed/);
});

it("gives up after twelve tries, and says so in the log", async ({ db, admin }) => {
  const { orderId, subject } = await approved(admin, 1);
  await pump(db);
  const mine = eq(orderNotices.orderId, orderId);
  const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  resend.setDown(true);
  for (let tries = 1; tries <= 12; tries++) {
    const waiting = only(await db.select().from(orderNotices).where(mine));
    expect(waiting.endedAt, `before try ${tries}`).toBeNull();
    await db.update(orderNotices).set({ notBefore: null }).where(mine);
    await sendNotices();
  }
  resend.setDown(false);
  expect(warned).toHaveBeenCalledTimes(12);
  const given = only(await db.select().from(orderNotices).where(mine));
  expect(given).toMatchObject({ tries: 12, endedAt: expect.any(Date) });
  await sendNotices();
  expect(subject()).toMatch(/^Transaction Code/);
});
