import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditEvents, callerIds, orderLines, orders, providerSlots, twilioNumbers } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import type { Settlement } from "@/lib/domain/engine/settlement";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { newOrganization, ownedNumber } from "@/tests/support/factories";
import { approvedOrder, FAST, orderState } from "@/tests/support/orders";
import { postponeSnapshot, settleSnapshot } from "./account-snapshots";
import { type ClaimedLine, claimNext, claimWork, recordRetry } from "./claims";
import { beginRun, claimPage, keepPage, postponePage } from "./reconcile-runs";
import { settleLine } from "./settlements";
import { freeSlot, renewSlot } from "./slots";

/** Whoever lost a lease must not write: one statement at a time, each with the newest claim and with one before it. */
const database = testDatabase({ ENGINE_SETTINGS: "0.6/0.3/0.9" });
const LONG = { lease: 60_000, timeout: 30_000, quarantine: 90_000 };

async function approved(count = 1) {
  const made = await newOrganization(database());
  return { ...made, ...(await approvedOrder(database(), made.admin, count)) };
}
type Made = Awaited<ReturnType<typeof approved>>;

async function buying({ organizationId }: Made): Promise<ClaimedLine> {
  const snapshot = await claimWork(database(), organizationId, LONG);
  if (snapshot?.kind !== "snapshot") throw new Error("An order begins with a snapshot");
  await settleSnapshot(database(), snapshot, []);
  return claimedLine(organizationId);
}
async function claimedLine(organizationId: string): Promise<ClaimedLine> {
  const claim = await claimWork(database(), organizationId, LONG);
  if (!claim || claim.kind === "snapshot") throw new Error(`A line was expected: ${claim?.kind}`);
  return claim;
}
/** The leases run out, and somebody else takes the line up: the earlier claim is an old one. */
async function overtaken(made: Made) {
  const old = await buying(made);
  await database()
    .update(orderLines)
    .set({ leaseUntil: sql`now() - interval '1 second'` })
    .where(eq(orderLines.id, old.line.id));
  await database()
    .update(providerSlots)
    .set({ leaseUntil: null })
    .where(eq(providerSlots.twilioAccountSid, old.account));
  return { old, newest: await claimedLine(made.organizationId) };
}
const lineOf = async ({ orderId }: Made) => (await orderState(database(), orderId)).lines[0];
const number = (e164: string, tag: string) => ownedNumber({ e164, tag });

describe("the outcome of a line", () => {
  const outcomes: [string, Settlement][] = [
    ["bought", { to: "bought", sid: `PN${"b".repeat(32)}` }],
    ["failed", { to: "failed", reason: "taken" }],
    ["queued", { to: "queued", notBefore: 0 }],
    ["intent", { to: "intent", notBefore: 0, counted: true }],
    ["review", { to: "review", reason: "other-tag", number: null }],
  ];
  it.each(outcomes)("%s is written by the newest claim alone", async (to, settlement) => {
    const made = await approved();
    const { old, newest } = await overtaken(made);
    const before = await lineOf(made);
    expect(await settleLine(database(), old, settlement, FAST)).toBe(false);
    expect(await lineOf(made)).toEqual(before);
    expect(await settleLine(database(), newest, settlement, FAST)).toBe(true);
    expect((await lineOf(made))?.state).toBe(to);
    if (to !== "intent") expect(await settleLine(database(), newest, settlement, FAST)).toBe(false);
  });

  it("keeps what each must keep: attempts, checks, reasons, the number that a person sees", async () => {
    const made = await approved();
    const claim = await buying(made);
    expect(await lineOf(made)).toMatchObject({ state: "intent", attempts: 1, faults: 1 });
    // A request that did nothing is no attempt.
    await settleLine(database(), claim, { to: "queued", notBefore: 0, counted: true }, FAST);
    expect(await lineOf(made)).toMatchObject({
      state: "queued",
      attempts: 0,
      checks: 1,
      faults: 0,
      uncertainSince: null,
    });
    const again = await claimedLine(made.organizationId);
    await settleLine(database(), again, { to: "intent", notBefore: 0, counted: true }, FAST);
    const unsure = await lineOf(made);
    expect(unsure).toMatchObject({ state: "intent", attempts: 1, checks: 2, faults: 0 });
    expect(unsure?.uncertainSince).not.toBeNull();
    const look = await claimedLine(made.organizationId);
    expect(look.kind).toBe("check");
    expect(look.line.sinceFirst).toBeGreaterThan(0);
    // An attempt that was proved without effect stays one.
    await settleLine(database(), look, { to: "queued", notBefore: 0, attempted: true }, FAST);
    expect(await lineOf(made)).toMatchObject({ state: "queued", attempts: 1, checks: 0 });
    const last = await claimedLine(made.organizationId);
    const seen = number(last.line.e164, "reception");
    await settleLine(database(), last, { to: "review", reason: "other-tag", number: seen }, FAST);
    expect(await lineOf(made)).toMatchObject({ state: "review", reason: "other-tag" });
    const kept = await database().select().from(twilioNumbers).where(eq(twilioNumbers.sid, seen.sid));
    expect(kept).toMatchObject([
      { e164: last.line.e164, name: "reception", organizationId: made.organizationId },
    ]);
  });

  it("that is bought is listed with its order's forwarding, and in the audit trail, or not at all", async () => {
    const made = await approved();
    const claim = await buying(made);
    const sid = `PN${"c".repeat(32)}`;
    await settleLine(database(), claim, { to: "bought", sid }, FAST);
    const listed = await database().select().from(callerIds).where(eq(callerIds.sid, sid));
    expect(listed).toMatchObject([
      { forwardTo: "+16285550100", orderLineId: claim.line.id, source: "twilio" },
    ]);
    const events = await database().select().from(auditEvents).where(eq(auditEvents.orderId, made.orderId));
    expect(events.filter(({ event }) => event === "number.bought")).toHaveLength(1);
    expect((await orderState(database(), made.orderId)).state).toBe("done");
  });
});

describe("another purchase of a claimed line", () => {
  async function looking(made: Made) {
    const claim = await buying(made);
    await settleLine(database(), claim, { to: "intent", notBefore: 0, counted: false }, FAST);
    return claimedLine(made.organizationId);
  }

  it("is written down before it is sent", async () => {
    const made = await approved();
    const claim = await looking(made);
    expect(await recordRetry(database(), claim, 60_000)).toBe(true);
    expect(await lineOf(made)).toMatchObject({ attempts: 2, checks: 0 });
  });

  it("is refused when the line has passed to another", async () => {
    const made = await approved();
    const claim = await looking(made);
    await database()
      .update(orderLines)
      .set({ fence: sql`fence + 1` })
      .where(eq(orderLines.id, claim.line.id));
    expect(await recordRetry(database(), claim, 60_000)).toBe(false);
    expect(await lineOf(made)).toMatchObject({ attempts: 1 });
  });

  it("is refused when the slot has passed to another", async () => {
    const made = await approved();
    const claim = await looking(made);
    await database()
      .update(providerSlots)
      .set({ fence: sql`fence + 1` })
      .where(eq(providerSlots.twilioAccountSid, claim.account));
    expect(await recordRetry(database(), claim, 60_000)).toBe(false);
  });

  it.each(["paused", "approved"] as const)("is refused while its order is %s", async (state) => {
    const made = await approved();
    const claim = await looking(made);
    const pausedReason = state === "paused" ? "funds" : null;
    await database().update(orders).set({ state, pausedReason }).where(eq(orders.id, made.orderId));
    expect(await recordRetry(database(), claim, 60_000)).toBe(false);
    expect(await lineOf(made)).toMatchObject({ attempts: 1 });
  });
});

describe("a slot", () => {
  it("is kept, freed and used for the next line by whoever holds it alone", async () => {
    const made = await approved(2);
    const claim = await buying(made);
    const old = { ...claim, slotFence: claim.slotFence - 1 };
    const until = async () =>
      (
        await database()
          .select()
          .from(providerSlots)
          .where(eq(providerSlots.twilioAccountSid, claim.account))
          .orderBy(providerSlots.index)
      )[claim.index]?.leaseUntil;
    const before = await until();
    expect(await renewSlot(database(), old, 120_000)).toEqual([]);
    await freeSlot(database(), old);
    expect(await claimNext(database(), old, made.organizationId, LONG)).toBeNull();
    expect(await until()).toEqual(before);
    expect(await renewSlot(database(), claim, 120_000)).toHaveLength(1);
    expect((await until())?.getTime()).toBeGreaterThan(before?.getTime() ?? 0);
    const next = await claimNext(database(), claim, made.organizationId, LONG);
    expect(next?.line.id).not.toBe(claim.line.id);
    expect(next?.index).toBe(claim.index);
    await freeSlot(database(), claim);
    expect(await until()).toBeNull();
  });

  it("is no more than eight to an account, of which the last buys nothing", async () => {
    const made = await approved(12);
    const first = await buying(made);
    const claims = [first];
    for (let claim = await claimWork(database(), made.organizationId, LONG); claim; ) {
      if (claim.kind !== "snapshot") claims.push(claim);
      claim = await claimWork(database(), made.organizationId, LONG);
    }
    expect(claims.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(claims.every(({ kind, index }) => kind === "buy" && index !== CHECK_SLOT)).toBe(true);
    expect(new Set(claims.map(({ line }) => line.id)).size).toBe(7);
  });
});

describe("a snapshot of the account", () => {
  it("is written by the newest claim alone", async () => {
    const made = await approved();
    const old = await claimWork(database(), made.organizationId, LONG);
    if (old?.kind !== "snapshot") throw new Error("no snapshot");
    await database()
      .update(orders)
      .set({ snapshotUntil: sql`now() - interval '1 second'` })
      .where(eq(orders.id, made.orderId));
    await freeSlot(database(), old);
    const newest = await claimWork(database(), made.organizationId, LONG);
    if (newest?.kind !== "snapshot") throw new Error("no snapshot");
    const owned = [number((await lineOf(made))?.e164 ?? "", "reception")];
    await settleSnapshot(database(), old, owned);
    expect((await orderState(database(), made.orderId)).state).toBe("approved");
    expect((await lineOf(made))?.state).toBe("queued");
    await settleSnapshot(database(), newest, owned);
    expect((await orderState(database(), made.orderId)).state).toBe("failed");
    expect(await lineOf(made)).toMatchObject({ state: "failed", reason: "already-owned" });
  });

  it("leaves to a person what an attempt of its own, or another line's, may have paid for", async () => {
    for (const paid of [
      "by its own attempt",
      "by another line",
      "by a line that has it",
      "by nobody",
    ] as const) {
      const made = await approved();
      const other = await approved();
      const claim = await claimWork(database(), made.organizationId, LONG);
      if (claim?.kind !== "snapshot") throw new Error("no snapshot");
      const [line, others] = [await lineOf(made), await lineOf(other)];
      const tag = paid.includes("line") ? (others?.id ?? "") : "reception";
      const seen = number(line?.e164 ?? "", tag);
      if (paid === "by its own attempt")
        await database()
          .update(orderLines)
          .set({ attempts: 1 })
          .where(eq(orderLines.id, line?.id ?? ""));
      if (paid === "by a line that has it")
        await database()
          .update(orderLines)
          .set({ state: "bought", sid: seen.sid })
          .where(eq(orderLines.id, others?.id ?? ""));
      await settleSnapshot(database(), claim, [seen]);
      const toPerson = paid === "by its own attempt" || paid === "by another line";
      expect(await lineOf(made), paid).toMatchObject(
        toPerson ? { state: "review", reason: "other-tag" } : { state: "failed", reason: "already-owned" },
      );
      const kept = await database().select().from(twilioNumbers).where(eq(twilioNumbers.sid, seen.sid));
      expect(kept, paid).toHaveLength(toPerson ? 1 : 0);
    }
  });

  it("that got no answer is counted, and pauses only an order that is still approved", async () => {
    const made = await approved();
    const claim = await claimWork(database(), made.organizationId, LONG);
    if (claim?.kind !== "snapshot") throw new Error("no snapshot");
    await postponeSnapshot(database(), claim, 60_000);
    const [order] = await database().select().from(orders).where(eq(orders.id, made.orderId));
    expect(order).toMatchObject({
      state: "approved",
      snapshotTries: 1,
      snapshotFaults: 0,
      snapshotUntil: null,
    });
    expect(await claimWork(database(), made.organizationId, LONG)).toBeNull();
    await postponeSnapshot(database(), claim, 0, "unreachable");
    expect(await orderState(database(), made.orderId)).toMatchObject({
      state: "paused",
      pausedReason: "unreachable",
    });
  });
});

describe("a page of a reading", () => {
  it("is kept or put off by the newest claim alone", async () => {
    const { organizationId, twilioAccountSid } = await newOrganization(database());
    await database().transaction((tx) => beginRun(tx, { organizationId, twilioAccountSid }, null));
    const claim = async () => {
      const claimed = await claimPage(database(), organizationId, 60_000);
      if (!claimed || !("run" in claimed)) throw new Error("no page");
      return claimed.run;
    };
    const old = await claim();
    await database().execute(
      sql`update reconcile_runs set lease_until = now() - interval '1 second' where id = ${old.id}`,
    );
    const newest = await claim();
    const rows = [asAccountNumber(number("+15125550142", "lin"))];
    expect(await keepPage(database(), old, rows, "next")).toBe(false);
    await postponePage(database(), old, 0, "unreachable");
    const kept = () =>
      database().select().from(twilioNumbers).where(eq(twilioNumbers.organizationId, organizationId));
    expect(await kept()).toEqual([]);
    expect(await keepPage(database(), newest, rows, "next")).toBe(true);
    expect(await kept()).toHaveLength(1);
    expect((await claim()).nextPage).toBe("next");
  });
});
