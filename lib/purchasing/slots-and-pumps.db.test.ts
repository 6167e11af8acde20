import { and, eq, sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { settleSnapshot } from "@/db/queries/account-snapshots";
import { claimWork } from "@/db/queries/claims";
import { settleLine } from "@/db/queries/settlements";
import { orderLines, orders } from "@/db/schema";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, FAST, orderState, PATIENT, pump } from "@/tests/support/orders";
import { claimFor, ENGINE, expectAgreement, leaveOneSlot, ownedByOthers } from "@/tests/support/purchases";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import type { CrashPoint } from "./engine";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("a slot", () => {
  it("asks for no more numbers when what it bought can't be written down", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 6);
    await leaveOneSlot(db, twilioAccountSid);
    await db.execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$;
      create trigger refuse before update on order_lines for each row when (new.state = 'bought') execute function refuse()`);
    const faults: unknown[] = [];
    const settings = { lease: 2000, timeout: 1000, quarantine: 3000 };
    try {
      await pump(db, { settings, onFault: (error) => faults.push(error) }, { seconds: 1 });
    } finally {
      await db.execute(sql`drop function refuse cascade`);
    }
    expect(faults.length).toBeGreaterThan(0);
    expect((await simulatedTwilio().purchases(twilioAccountSid)).length).toBeLessThanOrEqual(2);
    await pump(db, { settings });
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });

  it("goes on to the next number while the last one is written down, and the order ends", async ({
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 2);
    await leaveOneSlot(db, twilioAccountSid);
    let second = () => {};
    const secondBought = new Promise<void>((done) => {
      second = done;
    });
    const whenSecondWasBought: string[] = [];
    let bought = 0;
    const crashPoint = async (point: CrashPoint) => {
      if (point !== "after-effect") return;
      if (++bought === 2) {
        whenSecondWasBought.push(first((await orderState(db, orderId)).lines).state);
        return second();
      }
      // Nobody can write the first line down until the second number has been bought.
      await new Promise<void>((locked) => {
        void db.transaction(async (tx) => {
          await tx
            .select()
            .from(orderLines)
            .where(and(eq(orderLines.orderId, orderId), eq(orderLines.e164, first(numbers))))
            .for("update");
          locked();
          await Promise.race([secondBought, new Promise((done) => setTimeout(done, 3000))]);
        });
      });
    };
    await pump(db, { crashPoint, settings: { lease: 6000, timeout: 3000, quarantine: 9000 } });
    expect(whenSecondWasBought).toEqual(["intent"]);
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });
});

describe("a pump whose slots are all in use", () => {
  it("asks the database for more about once a second, not again and again", async ({ db, admin }) => {
    await approvedOrder(db, admin, 14);
    let asked = 0;
    const providerFor = async (account: string, timeout: number) => {
      const provider = await twilioFor(account, timeout);
      const buy: typeof provider.buy = (...wanted) =>
        new Promise((done) => setTimeout(done, 1_000)).then(() => provider.buy(...wanted));
      return { ...provider, buy };
    };
    const crashPoint = (point: CrashPoint) => {
      if (point === "before-claim") asked++;
    };
    await pump(db, {
      providerFor,
      crashPoint,
      settings: PATIENT,
    });
    // Two rounds of seven, each wakes it.
    expect(asked).toBeLessThan(40);
  });
});

describe("several pumps at once", () => {
  it("share the work, buy each number once, and keep within eight requests", async ({ db, admin }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 40);
    await simulatedTwilio().fault({ kind: "latency", ms: 30 }, { method: "POST" });
    let inFlight = 0;
    let most = 0;
    const providerFor = async (account: string, timeout: number) => {
      const provider = await twilioFor(account, timeout);
      return {
        ...provider,
        async buy(...wanted: Parameters<typeof provider.buy>) {
          most = Math.max(most, ++inFlight);
          return provider.buy(...wanted).finally(() => inFlight--);
        },
      };
    };
    await Promise.all([1, 2, 3].map(() => pump(db, { providerFor })));
    expect(most).toBeLessThanOrEqual(7);
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });

  it("keep the last slot for checks", async ({ db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 12);
    const snapshot = await claimWork(db, admin.organizationId, FAST);
    expect(snapshot).toMatchObject({ kind: "snapshot", index: 7 });
    expect(await claimWork(db, admin.organizationId, FAST)).toBeNull();
    expect((await orderState(db, orderId)).state).toBe("approved");

    if (snapshot?.kind !== "snapshot") throw new Error("no snapshot");
    await settleSnapshot(db, snapshot, []);
    const taken = [];
    for (let claim = await claimFor(db, admin); claim; claim = await claimFor(db, admin)) taken.push(claim);
    expect(taken.map(({ kind, index }) => `${kind} ${index}`).sort()).toEqual(
      Array.from({ length: 7 }, (_, index) => `buy ${index}`),
    );
    const claim = first(taken);
    if (claim.kind !== "buy") throw new Error("no purchase");
    await settleLine(db, claim, { to: "intent", notBefore: 0, counted: false }, FAST);
    expect(await claimFor(db, admin)).toMatchObject({
      kind: "check",
      index: 7,
      line: { id: claim.line.id },
    });
  });

  it("write nothing of a snapshot that another one has replaced", async ({ db, admin }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    const stopped = await claimFor(db, admin);
    await db
      .update(orders)
      .set({ snapshotUntil: new Date(0) })
      .where(eq(orders.id, orderId));
    if (stopped?.kind !== "snapshot") throw new Error("no snapshot");
    await settleSnapshot(db, stopped, [ownedByOthers(only(numbers))]);
    expect(await orderState(db, orderId)).toMatchObject({
      state: "approved",
      lines: [{ state: "queued" }],
    });
  });
});
