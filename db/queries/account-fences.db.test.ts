import { eq, sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { orderLines, orders, providerSlots, twilioNumbers } from "@/db/schema";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { buying, claimedSnapshot, fenceTest, LONG, lineOf } from "@/tests/support/claims";
import { ownedNumber } from "@/tests/support/factories";
import { approvedOrder, orderState } from "@/tests/support/orders";
import { only } from "@/tests/support/rows";
import { asFound, postponeSnapshot, settleSnapshot } from "./account-snapshots";
import { claimNext, claimSnapshot, claimWork } from "./claims";
import { beginRun, claimPage, keepPage, postponePage } from "./reconcile-runs";
import { freeSlot, renewSlot } from "./slots";

const it = fenceTest();

describe("a slot", () => {
  it("is kept, freed and used for the next line by whoever holds it alone", async ({ db, admin }) => {
    await approvedOrder(db, admin, 2);
    const claim = await buying(db, admin);
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
    expect(await claimNext(db, old, admin.organizationId, LONG)).toBeNull();
    expect(await until()).toEqual(before);
    expect(await renewSlot(db, claim, 120_000)).toHaveLength(1);
    expect((await until())?.getTime()).toBeGreaterThan(before?.getTime() ?? 0);
    const next = await claimNext(db, claim, admin.organizationId, LONG);
    expect(next?.line.id).not.toBe(claim.line.id);
    expect(next?.index).toBe(claim.index);
    await freeSlot(db, claim);
    expect(await until()).toBeNull();
  });

  it("is no more than eight to an account, of which the last buys nothing", async ({ db, admin }) => {
    await approvedOrder(db, admin, 12);
    const claims = [await buying(db, admin)];
    for (let claim = await claimWork(db, admin.organizationId, LONG); claim; ) {
      if (claim.kind !== "snapshot") claims.push(claim);
      claim = await claimWork(db, admin.organizationId, LONG);
    }
    expect(claims.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(claims.every(({ kind, index }) => kind === "buy" && index !== CHECK_SLOT)).toBe(true);
    expect(new Set(claims.map(({ line }) => line.id)).size).toBe(7);
  });
});

describe("a snapshot of the account", () => {
  it("is taken by whoever holds the slot for it alone", async ({ db, order }) => {
    const old = await claimedSnapshot(db, order.organizationId);
    await db.update(orders).set({ snapshotUntil: null }).where(eq(orders.id, order.orderId));
    const late = { ...old, slotFence: old.slotFence - 1 };
    expect(await claimSnapshot(db, late, order.organizationId, LONG.lease)).toBeNull();
    expect(await claimSnapshot(db, old, order.organizationId, LONG.lease)).toMatchObject({
      kind: "snapshot",
    });
  });

  it("is written by the newest claim alone", async ({ db, order }) => {
    const old = await claimedSnapshot(db, order.organizationId);
    await db
      .update(orders)
      .set({ snapshotUntil: sql`now() - interval '1 second'` })
      .where(eq(orders.id, order.orderId));
    await freeSlot(db, old);
    const newest = await claimedSnapshot(db, order.organizationId);
    const owned = [ownedNumber({ e164: (await lineOf(db, order)).e164, tag: "reception" })];
    await settleSnapshot(db, old, owned);
    expect((await orderState(db, order.orderId)).state).toBe("approved");
    expect((await lineOf(db, order)).state).toBe("queued");
    await settleSnapshot(db, newest, owned);
    expect((await orderState(db, order.orderId)).state).toBe("failed");
    expect(await lineOf(db, order)).toMatchObject({ state: "failed", reason: "already-owned" });
  });

  it.for([
    ["review", "its own attempt"],
    ["review", "another line"],
    ["already-owned", "a line that has it"],
    ["already-owned", "nobody"],
  ] as const)(
    "leaves to a person what may have been paid for, and nothing else: %s, by %s",
    async ([as, by], { db, order, stranger }) => {
      const other = await approvedOrder(db, stranger, 1);
      const claim = await claimedSnapshot(db, order.organizationId);
      const [line, others] = [await lineOf(db, order), await lineOf(db, other)];
      const seen = ownedNumber({ e164: line.e164, tag: by.includes("line") ? others.id : "reception" });
      if (by === "its own attempt")
        await db.update(orderLines).set({ attempts: 1 }).where(eq(orderLines.id, line.id));
      if (by === "a line that has it")
        await db
          .update(orderLines)
          .set({ state: "bought", sid: seen.sid })
          .where(eq(orderLines.id, others.id));
      await settleSnapshot(db, claim, [asFound(seen)]);
      expect(await lineOf(db, order)).toMatchObject(
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
    order,
  }) => {
    const claim = await claimedSnapshot(db, order.organizationId);
    await postponeSnapshot(db, claim, 60_000);
    expect(only(await db.select().from(orders).where(eq(orders.id, order.orderId)))).toMatchObject({
      state: "approved",
      snapshotTries: 1,
      snapshotFaults: 0,
      snapshotUntil: null,
    });
    expect(await claimWork(db, order.organizationId, LONG)).toBeNull();
    await postponeSnapshot(db, claim, 0, "unreachable");
    expect(await orderState(db, order.orderId)).toMatchObject({
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
      const claimed = await claimPage(db, { organizationId }, 60_000);
      if (!claimed || !("run" in claimed)) throw new Error("no page");
      return claimed.run;
    };
    const old = await claim();
    await db.execute(
      sql`update reconcile_runs set lease_until = now() - interval '1 second' where id = ${old.id}`,
    );
    const newest = await claim();
    // Somebody's tool has cut its name in the middle of an emoji.
    const rows = [asAccountNumber(ownedNumber({ e164: "+15125550142", tag: "caf\ud83d" }))];
    expect(await keepPage(db, old, rows, "next")).toBe(false);
    await postponePage(db, old, 0, "unreachable");
    const kept = () =>
      db.select().from(twilioNumbers).where(eq(twilioNumbers.organizationId, organizationId));
    expect(await kept()).toEqual([]);
    expect(await keepPage(db, newest, rows, "next")).toBe(true);
    expect(await kept()).toMatchObject([{ e164: "+15125550142", name: "caf\ufffd" }]);
    expect((await claim()).nextPage).toBe("next");
  });
});
