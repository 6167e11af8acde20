import { eq, sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { auditEvents, callerIds, orderLines, orders, providerSlots, twilioNumbers } from "@/db/schema";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import type { Settlement } from "@/lib/domain/engine/settlement";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { databaseTest } from "@/tests/support/database-test";
import type { Organization } from "@/tests/support/factories";
import { ownedNumber } from "@/tests/support/factories";
import { approvedOrder, FAST, orderState } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { first, only } from "@/tests/support/rows";
import { postponeSnapshot, settleSnapshot } from "./account-snapshots";
import { type ClaimedLine, claimNext, claimWork, recordRetry } from "./claims";
import { beginRun, claimPage, keepPage, postponePage } from "./reconcile-runs";
import { settleLine } from "./settlements";
import { freeSlot, renewSlot } from "./slots";

/** Whoever lost a lease must not write: one statement at a time, each with the newest claim and with one before it. */
const it = databaseTest(ENGINE).extend<{ made: Made }>({
  /** An approved order of one number, and whose it is. */
  made: async ({ db, organization }, use) =>
    use({ ...organization, ...(await approvedOrder(db, organization.admin, 1)) }),
});
const LONG = { lease: 60_000, timeout: 30_000, quarantine: 90_000 };

type Made = Organization & { orderId: string };

async function buying(db: Db, { organizationId }: Made): Promise<ClaimedLine> {
  await settleSnapshot(db, await claimedSnapshot(db, organizationId), []);
  return claimedLine(db, organizationId);
}
async function claimedSnapshot(db: Db, organizationId: string) {
  const claim = await claimWork(db, organizationId, LONG);
  if (claim?.kind !== "snapshot") throw new Error(`A snapshot was expected: ${claim?.kind}`);
  return claim;
}
async function claimedLine(db: Db, organizationId: string): Promise<ClaimedLine> {
  const claim = await claimWork(db, organizationId, LONG);
  if (!claim || claim.kind === "snapshot") throw new Error(`A line was expected: ${claim?.kind}`);
  return claim;
}
/** The leases run out, and somebody else takes the line up: the earlier claim is an old one. */
async function overtaken(db: Db, made: Made) {
  const old = await buying(db, made);
  await db
    .update(orderLines)
    .set({ leaseUntil: sql`now() - interval '1 second'` })
    .where(eq(orderLines.id, old.line.id));
  await db
    .update(providerSlots)
    .set({ leaseUntil: null })
    .where(eq(providerSlots.twilioAccountSid, old.account));
  return { old, newest: await claimedLine(db, made.organizationId) };
}
const lineOf = async (db: Db, { orderId }: { orderId: string }) =>
  first((await orderState(db, orderId)).lines);
const number = (e164: string, tag: string) => ownedNumber({ e164, tag });

describe("the outcome of a line", () => {
  const outcomes: [string, Settlement][] = [
    ["bought", { to: "bought", sid: `PN${"b".repeat(32)}` }],
    ["failed", { to: "failed", reason: "taken" }],
    ["queued", { to: "queued", notBefore: 0 }],
    ["intent", { to: "intent", notBefore: 0, counted: true }],
    ["review", { to: "review", reason: "other-tag", number: null }],
  ];
  it.for(outcomes)("%s is written by the newest claim alone", async ([to, settlement], { db, made }) => {
    const { old, newest } = await overtaken(db, made);
    const before = await lineOf(db, made);
    expect(await settleLine(db, old, settlement, FAST)).toBe(false);
    expect(await lineOf(db, made)).toEqual(before);
    expect(await settleLine(db, newest, settlement, FAST)).toBe(true);
    expect((await lineOf(db, made)).state).toBe(to);
    if (to !== "intent") expect(await settleLine(db, newest, settlement, FAST)).toBe(false);
  });

  it("keeps what each must keep: attempts, checks, reasons, the number that a person sees", async ({
    db,
    made,
  }) => {
    const claim = await buying(db, made);
    expect(await lineOf(db, made)).toMatchObject({ state: "intent", attempts: 1, faults: 1 });
    // A request that did nothing is no attempt.
    await settleLine(db, claim, { to: "queued", notBefore: 0, counted: true }, FAST);
    expect(await lineOf(db, made)).toMatchObject({
      state: "queued",
      attempts: 0,
      checks: 1,
      faults: 0,
      uncertainSince: null,
    });
    const again = await claimedLine(db, made.organizationId);
    await settleLine(db, again, { to: "intent", notBefore: 0, counted: true }, FAST);
    const unsure = await lineOf(db, made);
    expect(unsure).toMatchObject({ state: "intent", attempts: 1, checks: 2, faults: 0 });
    expect(unsure.uncertainSince).not.toBeNull();
    const look = await claimedLine(db, made.organizationId);
    expect(look.kind).toBe("check");
    expect(look.line.sinceFirst).toBeGreaterThan(0);
    // An attempt that was proved without effect stays one.
    await settleLine(db, look, { to: "queued", notBefore: 0, attempted: true }, FAST);
    expect(await lineOf(db, made)).toMatchObject({ state: "queued", attempts: 1, checks: 0 });
    const last = await claimedLine(db, made.organizationId);
    const seen = number(last.line.e164, "reception");
    await settleLine(db, last, { to: "review", reason: "other-tag", number: seen }, FAST);
    expect(await lineOf(db, made)).toMatchObject({ state: "review", reason: "other-tag" });
    const kept = await db.select().from(twilioNumbers).where(eq(twilioNumbers.sid, seen.sid));
    expect(kept).toMatchObject([
      { e164: last.line.e164, name: "reception", organizationId: made.organizationId },
    ]);
  });

  it("that is bought is listed with its order's forwarding, and in the audit trail, or not at all", async ({
    db,
    made,
  }) => {
    const claim = await buying(db, made);
    const sid = `PN${"c".repeat(32)}`;
    await settleLine(db, claim, { to: "bought", sid }, FAST);
    const listed = await db.select().from(callerIds).where(eq(callerIds.sid, sid));
    expect(listed).toMatchObject([
      { forwardTo: "+16285550100", orderLineId: claim.line.id, source: "twilio" },
    ]);
    const events = await db.select().from(auditEvents).where(eq(auditEvents.orderId, made.orderId));
    expect(events.filter(({ event }) => event === "number.bought")).toHaveLength(1);
    expect((await orderState(db, made.orderId)).state).toBe("done");
  });
});

describe("another purchase of a claimed line", () => {
  async function looking(db: Db, made: Made) {
    const claim = await buying(db, made);
    await settleLine(db, claim, { to: "intent", notBefore: 0, counted: false }, FAST);
    return claimedLine(db, made.organizationId);
  }

  it("is written down before it is sent", async ({ db, made }) => {
    const claim = await looking(db, made);
    expect(await recordRetry(db, claim, 60_000)).toBe(true);
    expect(await lineOf(db, made)).toMatchObject({ attempts: 2, checks: 0 });
  });

  it("is refused when the line has passed to another", async ({ db, made }) => {
    const claim = await looking(db, made);
    await db.update(orderLines).set({ fence: sql`fence + 1` }).where(eq(orderLines.id, claim.line.id));
    expect(await recordRetry(db, claim, 60_000)).toBe(false);
    expect(await lineOf(db, made)).toMatchObject({ attempts: 1 });
  });

  it("is refused when the slot has passed to another", async ({ db, made }) => {
    const claim = await looking(db, made);
    await db
      .update(providerSlots)
      .set({ fence: sql`fence + 1` })
      .where(eq(providerSlots.twilioAccountSid, claim.account));
    expect(await recordRetry(db, claim, 60_000)).toBe(false);
  });

  it.for(["paused", "approved"] as const)("is refused while its order is %s", async (state, { db, made }) => {
    const claim = await looking(db, made);
    const pausedReason = state === "paused" ? "funds" : null;
    await db.update(orders).set({ state, pausedReason }).where(eq(orders.id, made.orderId));
    expect(await recordRetry(db, claim, 60_000)).toBe(false);
    expect(await lineOf(db, made)).toMatchObject({ attempts: 1 });
  });
});

describe("a slot", () => {
  it("is kept, freed and used for the next line by whoever holds it alone", async ({ db, organization }) => {
    const made = { ...organization, ...(await approvedOrder(db, organization.admin, 2)) };
    const claim = await buying(db, made);
    const old = { ...claim, slotFence: claim.slotFence - 1 };
    const until = async () =>
      (
        await db
          .select()
          .from(providerSlots)
          .where(eq(providerSlots.twilioAccountSid, claim.account))
          .orderBy(providerSlots.index)
      )[claim.index]?.leaseUntil;
    const before = await until();
    expect(await renewSlot(db, old, 120_000)).toEqual([]);
    await freeSlot(db, old);
    expect(await claimNext(db, old, made.organizationId, LONG)).toBeNull();
    expect(await until()).toEqual(before);
    expect(await renewSlot(db, claim, 120_000)).toHaveLength(1);
    expect((await until())?.getTime()).toBeGreaterThan(before?.getTime() ?? 0);
    const next = await claimNext(db, claim, made.organizationId, LONG);
    expect(next?.line.id).not.toBe(claim.line.id);
    expect(next?.index).toBe(claim.index);
    await freeSlot(db, claim);
    expect(await until()).toBeNull();
  });

  it("is no more than eight to an account, of which the last buys nothing", async ({ db, organization }) => {
    const made = { ...organization, ...(await approvedOrder(db, organization.admin, 12)) };
    const first = await buying(db, made);
    const claims = [first];
    for (let claim = await claimWork(db, made.organizationId, LONG); claim; ) {
      if (claim.kind !== "snapshot") claims.push(claim);
      claim = await claimWork(db, made.organizationId, LONG);
    }
    expect(claims.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(claims.every(({ kind, index }) => kind === "buy" && index !== CHECK_SLOT)).toBe(true);
    expect(new Set(claims.map(({ line }) => line.id)).size).toBe(7);
  });
});

describe("a snapshot of the account", () => {
  it("is written by the newest claim alone", async ({ db, made }) => {
    const old = await claimedSnapshot(db, made.organizationId);
    await db
      .update(orders)
      .set({ snapshotUntil: sql`now() - interval '1 second'` })
      .where(eq(orders.id, made.orderId));
    await freeSlot(db, old);
    const newest = await claimedSnapshot(db, made.organizationId);
    const owned = [number((await lineOf(db, made)).e164, "reception")];
    await settleSnapshot(db, old, owned);
    expect((await orderState(db, made.orderId)).state).toBe("approved");
    expect((await lineOf(db, made)).state).toBe("queued");
    await settleSnapshot(db, newest, owned);
    expect((await orderState(db, made.orderId)).state).toBe("failed");
    expect(await lineOf(db, made)).toMatchObject({ state: "failed", reason: "already-owned" });
  });

  it.for([
    ["review", "its own attempt"],
    ["review", "another line"],
    ["already-owned", "a line that has it"],
    ["already-owned", "nobody"],
  ] as const)(
    "leaves to a person what may have been paid for, and nothing else: %s, by %s",
    async ([as, by], { db, made, stranger }) => {
      const other = await approvedOrder(db, stranger, 1);
      const claim = await claimedSnapshot(db, made.organizationId);
      const [line, others] = [await lineOf(db, made), await lineOf(db, other)];
      const seen = number(line.e164, by.includes("line") ? others.id : "reception");
      if (by === "its own attempt")
        await db.update(orderLines).set({ attempts: 1 }).where(eq(orderLines.id, line.id));
      if (by === "a line that has it")
        await db
          .update(orderLines)
          .set({ state: "bought", sid: seen.sid })
          .where(eq(orderLines.id, others.id));
      await settleSnapshot(db, claim, [seen]);
      expect(await lineOf(db, made)).toMatchObject(
        as === "review"
          ? { state: "review", reason: "other-tag" }
          : { state: "failed", reason: "already-owned" },
      );
      const kept = await db.select().from(twilioNumbers).where(eq(twilioNumbers.sid, seen.sid));
      expect(kept).toHaveLength(as === "review" ? 1 : 0);
    },
  );

  it("that got no answer is counted, and pauses only an order that is still approved", async ({
    db,
    made,
  }) => {
    const claim = await claimedSnapshot(db, made.organizationId);
    await postponeSnapshot(db, claim, 60_000);
    const order = only(await db.select().from(orders).where(eq(orders.id, made.orderId)));
    expect(order).toMatchObject({
      state: "approved",
      snapshotTries: 1,
      snapshotFaults: 0,
      snapshotUntil: null,
    });
    expect(await claimWork(db, made.organizationId, LONG)).toBeNull();
    await postponeSnapshot(db, claim, 0, "unreachable");
    expect(await orderState(db, made.orderId)).toMatchObject({
      state: "paused",
      pausedReason: "unreachable",
    });
  });
});

describe("a page of a reading", () => {
  it("is kept or put off by the newest claim alone", async ({
    db,
    organization: { organizationId, twilioAccountSid },
  }) => {
    await db.transaction((tx) => beginRun(tx, { organizationId, twilioAccountSid }, null));
    const claim = async () => {
      const claimed = await claimPage(db, organizationId, 60_000);
      if (!claimed || !("run" in claimed)) throw new Error("no page");
      return claimed.run;
    };
    const old = await claim();
    await db.execute(
      sql`update reconcile_runs set lease_until = now() - interval '1 second' where id = ${old.id}`,
    );
    const newest = await claim();
    const rows = [asAccountNumber(number("+15125550142", "lin"))];
    expect(await keepPage(db, old, rows, "next")).toBe(false);
    await postponePage(db, old, 0, "unreachable");
    const kept = () =>
      db.select().from(twilioNumbers).where(eq(twilioNumbers.organizationId, organizationId));
    expect(await kept()).toEqual([]);
    expect(await keepPage(db, newest, rows, "next")).toBe(true);
    expect(await kept()).toHaveLength(1);
    expect((await claim()).nextPage).toBe("next");
  });
});
