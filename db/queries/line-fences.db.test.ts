import { eq, sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { auditEvents, callerIds, orderLines, orders, providerSlots, twilioNumbers } from "@/db/schema";
import type { Settlement } from "@/lib/domain/engine/settlement";
import { buying, claimedLine, fenceTest, lineOf, overtaken } from "@/tests/support/claims";
import { ownedNumber } from "@/tests/support/factories";
import { FAST, orderState } from "@/tests/support/orders";
import { recordRetry } from "./claimed-lines";
import { settleLine } from "./settlements";

const it = fenceTest();

describe("the outcome of a line", () => {
  const outcomes: [string, Settlement][] = [
    ["bought", { to: "bought", sid: `PN${"b".repeat(32)}` }],
    ["failed", { to: "failed", reason: "taken" }],
    ["queued", { to: "queued", notBefore: 0 }],
    ["intent", { to: "intent", notBefore: 0, counted: true }],
    ["review", { to: "review", reason: "other-tag", number: null }],
  ];
  it.for(outcomes)("%s is written by the newest claim alone", async ([to, settlement], { db, order }) => {
    const { old, newest } = await overtaken(db, order);
    const before = await lineOf(db, order);
    expect(await settleLine(db, old, settlement, FAST)).toBe(false);
    expect(await lineOf(db, order)).toEqual(before);
    expect(await settleLine(db, newest, settlement, FAST)).toBe(true);
    expect((await lineOf(db, order)).state).toBe(to);
    if (to !== "intent") expect(await settleLine(db, newest, settlement, FAST)).toBe(false);
  });

  it("keeps what each must keep: attempts, checks, reasons, the number that a person sees", async ({
    db,
    order,
  }) => {
    const claim = await buying(db, order);
    expect(await lineOf(db, order)).toMatchObject({ state: "intent", attempts: 1, faults: 1 });
    // A request that did nothing is no attempt.
    await settleLine(db, claim, { to: "queued", notBefore: 0, counted: true }, FAST);
    expect(await lineOf(db, order)).toMatchObject({
      state: "queued",
      attempts: 0,
      checks: 1,
      faults: 0,
      uncertainSince: null,
    });
    const again = await claimedLine(db, order.organizationId);
    await settleLine(db, again, { to: "intent", notBefore: 0, counted: true }, FAST);
    const unsure = await lineOf(db, order);
    expect(unsure).toMatchObject({ state: "intent", attempts: 1, checks: 2, faults: 0 });
    expect(unsure.uncertainSince).not.toBeNull();
    const look = await claimedLine(db, order.organizationId);
    expect(look.kind).toBe("check");
    expect(look.line.sinceFirst).toBeGreaterThan(0);
    // An attempt that was proved without effect stays one.
    await settleLine(db, look, { to: "queued", notBefore: 0, attempted: true }, FAST);
    expect(await lineOf(db, order)).toMatchObject({ state: "queued", attempts: 1, checks: 0 });
    const last = await claimedLine(db, order.organizationId);
    const seen = ownedNumber({ e164: last.line.e164, tag: "reception" });
    await settleLine(db, last, { to: "review", reason: "other-tag", number: seen }, FAST);
    expect(await lineOf(db, order)).toMatchObject({ state: "review", reason: "other-tag" });
    const kept = await db.select().from(twilioNumbers).where(eq(twilioNumbers.sid, seen.sid));
    expect(kept).toMatchObject([
      { e164: last.line.e164, name: "reception", organizationId: order.organizationId },
    ]);
  });

  it("that is bought is listed with its order's forwarding, and in the audit trail, or not at all", async ({
    db,
    order,
  }) => {
    const claim = await buying(db, order);
    const sid = `PN${"c".repeat(32)}`;
    await settleLine(db, claim, { to: "bought", sid }, FAST);
    const listed = await db.select().from(callerIds).where(eq(callerIds.sid, sid));
    expect(listed).toMatchObject([
      { forwardTo: "+16285550100", orderLineId: claim.line.id, source: "twilio" },
    ]);
    const events = await db.select().from(auditEvents).where(eq(auditEvents.orderId, order.orderId));
    expect(events.filter(({ event }) => event === "number.bought")).toHaveLength(1);
    expect((await orderState(db, order.orderId)).state).toBe("done");
  });
});

describe("another purchase of a claimed line", () => {
  async function looking(db: Db, order: { organizationId: string }) {
    const claim = await buying(db, order);
    await settleLine(db, claim, { to: "intent", notBefore: 0, counted: false }, FAST);
    return claimedLine(db, order.organizationId);
  }

  it("is written down before it is sent", async ({ db, order }) => {
    const claim = await looking(db, order);
    expect(await recordRetry(db, claim, 60_000)).toBe(true);
    expect(await lineOf(db, order)).toMatchObject({ attempts: 2, checks: 0 });
  });

  it("is refused when the line has passed to another", async ({ db, order }) => {
    const claim = await looking(db, order);
    await db.update(orderLines).set({ fence: sql`fence + 1` }).where(eq(orderLines.id, claim.line.id));
    expect(await recordRetry(db, claim, 60_000)).toBe(false);
    expect(await lineOf(db, order)).toMatchObject({ attempts: 1 });
  });

  it("is refused when the slot has passed to another", async ({ db, order }) => {
    const claim = await looking(db, order);
    await db
      .update(providerSlots)
      .set({ fence: sql`fence + 1` })
      .where(eq(providerSlots.twilioAccountSid, claim.account));
    expect(await recordRetry(db, claim, 60_000)).toBe(false);
  });

  it.for(["paused", "approved"] as const)(
    "is refused while its order is %s",
    async (state, { db, order }) => {
      const claim = await looking(db, order);
      const pausedReason = state === "paused" ? "funds" : null;
      await db.update(orders).set({ state, pausedReason }).where(eq(orders.id, order.orderId));
      expect(await recordRetry(db, claim, 60_000)).toBe(false);
      expect(await lineOf(db, order)).toMatchObject({ attempts: 1 });
    },
  );
});
