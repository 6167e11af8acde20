import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, vi } from "vitest";
import type { Db } from "@/db/client";
import { keepNumbers } from "@/db/queries/reconcile-runs";
import { orderLines, orderNotices } from "@/db/schema";
import { MAX_FAULTS } from "@/lib/domain/engine/engine-settings";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { resumeOrder } from "@/lib/orders/resume-order";
import { giveUpLines } from "@/lib/reconcile/give-up-lines";
import { listAsBought } from "@/lib/reconcile/list-as-bought";
import { readReconcile } from "@/lib/reconcile/read-reconcile";
import { log } from "@/lib/runtime/log";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { newTwilioCallerId } from "@/tests/support/factories";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { approvedOrder, orderState, PATIENT, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

/** Short leases, so that what fails again and again does so within seconds. */
const SHORT = { lease: 150, timeout: 100, quarantine: 300 };
const it = databaseTest(ENGINE);
const twilio = simulatedTwilio;
afterEach(async () => {
  await twilio().clearFaults();
  await twilio().set({ clock: 0, ownedRebuy: "update" });
});

const noticesOf = async (db: Db, orderId: string) =>
  (await db.select().from(orderNotices).where(eq(orderNotices.orderId, orderId))).map(({ kind }) => kind);
const _lost = { kind: "cut", effect: "after" } as const;

describe("a line whose outcome can't be written down, however often", () => {
  it("goes to a person, with a notice, and giving it up ends the order", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 2);
    const stuck = first(numbers);
    const faults: unknown[] = [];
    let listed: Promise<void> | undefined;
    const crashPoint = (point: string) => {
      // Somebody lists it under another id once it is sold: each settlement throws.
      if (point === "after-effect")
        listed ??= newTwilioCallerId(db, { organizationId, twilioAccountSid }, stuck);
      return listed;
    };
    await pump(db, { settings: SHORT, onFault: (fault) => faults.push(fault), crashPoint }, { seconds: 20 });
    expect(faults.length).toBeGreaterThan(3);
    const { state, lines } = await orderState(db, orderId);
    expect(state).toBe("buying");
    expect(lines.map((line) => [line.state, line.reason])).toEqual([
      ["review", "fault"],
      ["bought", null],
    ]);
    expect(lines[1]?.faults).toBe(0);
    expect(await noticesOf(db, orderId)).toContain("review");
    expect(await twilio().purchases(twilioAccountSid)).toHaveLength(2);

    const rows = async () => (await readReconcile(admin, "review", FIRST_PAGE)).page.rows;
    // The first press shows what the account has.
    expect((await listAsBought(admin, await rows())).map(({ outcome }) => outcome)).toEqual(["changed"]);
    const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
    expect((await listAsBought(admin, await rows())).map(({ outcome }) => outcome)).toEqual(["fault"]);
    expect(logged).toHaveBeenCalledOnce();
    expect((await giveUpLines(admin, await rows())).map(({ outcome }) => outcome)).toEqual(["done"]);
    expect((await orderState(db, orderId)).state).toBe("partly_done");
  });

  it("pauses an order whose snapshot can't be written down, and resuming tries again", async ({
    db,
    admin,
  }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    const broken = () => Promise.reject(new Error("no provider"));
    await pump(db, { settings: SHORT, onFault: () => undefined, providerFor: broken }, { seconds: 20 });
    expect(await orderState(db, orderId)).toMatchObject({ state: "paused", pausedReason: "fault" });
    expect(await noticesOf(db, orderId)).toContain("paused");
    expect(await resumeOrder(admin, orderId)).toMatchObject({ kind: "resumed" });
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("done");
  });

  it("is not what a process that died now and then leaves behind", async ({ db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await db
      .update(orderLines)
      .set({ faults: MAX_FAULTS - 1 })
      .where(eq(orderLines.orderId, orderId));
    await pump(db);
    expect(await orderState(db, orderId)).toMatchObject({ state: "done", lines: [{ faults: 0 }] });
  });
});

describe("a purchase that is answered with another number", () => {
  it("pauses at once, says why, and what was sold is on Reconcile", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 8);
    const among = ["+15005550006"];
    await twilio().fault({ kind: "other-number", among }, { method: "POST", account }, { times: 1 });
    await pump(db, { settings: PATIENT }, { seconds: 3 });
    const { state, pausedReason } = await orderState(db, orderId);
    expect({ state, pausedReason }).toEqual({ state: "paused", pausedReason: "other-number" });
    const sold = await twilio().purchases(account);
    const others = sold.filter((e164) => !numbers.includes(e164));
    expect(others).toHaveLength(1);
    const { rows } = (await readReconcile(admin, "unlisted", FIRST_PAGE)).page;
    expect(rows.map(({ e164, line }) => [e164, line?.orderId])).toEqual([[others[0], orderId]]);

    expect((await resumeOrder(admin, orderId)).kind).toBe("resumed");
    await pump(db);
    expect((await orderState(db, orderId)).state).toBe("done");
    const listed = (await listCallerIds(db, organizationId)).map(({ e164 }) => e164);
    expect(listed.sort()).toEqual([...numbers].sort());
  });
});

describe("a number that another request of ours paid for", () => {
  it("by an answer about another number of the same order: a person decides, and nobody says it was not charged", async ({
    db,
    organization: { admin, organizationId, twilioAccountSid: account },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 6);
    const [asked, , , , , sold = ""] = numbers;
    await twilio().fault(
      { kind: "other-number", among: [sold] },
      { method: "POST", account, phoneNumber: asked },
      { times: 1 },
    );
    await db.execute(sql`update provider_slots set lease_until = 'infinity'
      where twilio_account_sid = ${account} and lane not in (0, 7)`);
    await pump(db, {}, { seconds: 2 });
    expect(await orderState(db, orderId)).toMatchObject({ pausedReason: "other-number" });
    await resumeOrder(admin, orderId);
    await db.execute(sql`update provider_slots set lease_until = null where twilio_account_sid = ${account}`);
    await pump(db);
    const { lines } = await orderState(db, orderId);
    expect(lines.map(({ state, reason }) => reason ?? state)).toEqual([
      ...Array(5).fill("bought"),
      "other-tag",
    ]);
    const { rows } = (await readReconcile(admin, "review", FIRST_PAGE)).page;
    expect(rows.map(({ e164, twilio: seen }) => [e164, seen?.e164])).toEqual([[sold, sold]]);
    expect((await listAsBought(admin, rows)).map(({ outcome }) => outcome)).toEqual(["done"]);
    expect((await orderState(db, orderId)).state).toBe("done");
    expect((await listCallerIds(db, organizationId)).map(({ e164 }) => e164).sort()).toEqual(numbers);
    expect((await twilio().purchases(account)).sort()).toEqual(numbers);
  });

  it.for(["update", "21422"] as const)(
    "by an answer to another order, met in the middle of buying (%s)",
    async (ownedRebuy, { db, organization: { admin, organizationId, twilioAccountSid: account } }) => {
      await twilio().set({ ownedRebuy });
      const { orderId, numbers } = await approvedOrder(db, admin, 1);
      const sold = only(numbers);
      const other = await approvedOrder(db, admin, 1);
      const { id: name } = only((await orderState(db, other.orderId)).lines);
      // A while before this order asks for it, the request of another one was answered with it.
      const sell = async () => {
        await twilio().outside({ kind: "buy", account, numbers: [sold], name, ago: 3600 });
        const seen = await (await twilioFor(account)).findOwned(sold);
        if (seen.kind !== "found") throw new Error(seen.kind);
        const whose = { organizationId, twilioAccountSid: account };
        await keepNumbers(db, whose, [asAccountNumber(seen.number)], null);
      };
      let selling: Promise<void> | undefined;
      const crashPoint = (point: string) => {
        if (point === "after-intent") selling ??= sell();
        return selling;
      };
      await pump(db, { crashPoint });
      expect(only((await orderState(db, orderId)).lines)).toMatchObject({
        state: "review",
        reason: "other-tag",
      });
    },
  );
});

it("an attempt that did nothing is no proof of when we first asked", async ({
  db,
  organization: { admin, twilioAccountSid: account },
}) => {
  const { orderId, numbers } = await approvedOrder(db, admin, 1);
  await twilio().fault({ kind: "status429" }, { method: "POST", account }, { times: 1 });
  await pump(db, {
    crashPoint: async (point) => {
      if (point !== "after-record") return;
      await db.execute(sql`update order_lines set first_attempt_at = first_attempt_at - interval '3 minutes'
        where order_id = ${orderId} and state = 'queued'`);
      if ((await twilio().held(account)).length === 0)
        await twilio().outside({ kind: "buy", account, numbers, name: "by hand", ago: 120 });
    },
  });
  const { lines } = await orderState(db, orderId);
  expect(lines.map(({ reason }) => reason)).toEqual(["owned-and-changed"]);
  expect(await twilio().purchases(account)).toEqual([]);
});
