import { and, between, eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { settleSnapshot } from "@/db/queries/account-snapshots";
import { listOrderEvents, recordEvent } from "@/db/queries/audit";
import { pageOfCallerIds } from "@/db/queries/caller-ids";
import { claimWork } from "@/db/queries/claims";
import { settleLine } from "@/db/queries/settlements";
import { auditEvents, callerIds, orderLines, orders, providerSlots } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Admin } from "@/lib/domain/actor/actor";
import { CHECK_SLOT, MAX_REFUSED } from "@/lib/domain/engine/engine-settings";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { resumeOrder } from "@/lib/orders/resume-order";
import { validateCode } from "@/lib/orders/validate-code";
import type { FaultAction } from "@/lib/simulator/faults";
import { twilioFor } from "@/lib/twilio";
import { anotherAdmin, newOrganization, newOwnCallerId, ownedNumber } from "@/tests/support/factories";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { approvedOrder, FAST, fillCart, orderState, placedOrder, pump } from "@/tests/support/orders";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import type { CrashPoint } from "./engine";

const database = testDatabase({ ENGINE_SETTINGS: "0.6/0.3/0.9" });
afterEach(() => simulatedTwilio().clearFaults());

/** Judged by the simulator's ledger and the list, never by the order alone. */
async function expectAgreement(account: string, organizationId: string, numbers: string[]) {
  const twilio = simulatedTwilio();
  expect((await twilio.purchases(account)).sort()).toEqual([...numbers].sort());
  const listed = (await listCallerIds(database(), organizationId)).filter((row) => row.source === "twilio");
  expect(listed.map((row) => row.e164).sort()).toEqual([...numbers].sort());
}

describe("an approved order", () => {
  it("is bought: tagged, with its webhooks, listed, assigned and done", async () => {
    const { admin, organizationId, twilioAccountSid, staff } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 5, {
      userIds: staff.slice(0, 2).map((one) => one.id),
    });
    await pump(database());

    const { state, lines } = await orderState(database(), orderId);
    expect(state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
    const held = await simulatedTwilio().held(twilioAccountSid);
    for (const number of held) {
      const line = lines.find((one) => one.e164 === number.e164);
      expect(number).toMatchObject({
        sid: line?.sid,
        friendly_name: line?.id,
        settings: {
          VoiceUrl: "http://localhost:3000/api/voice/incoming#rc=3&rp=all&rt=3500",
          VoiceMethod: "POST",
          VoiceFallbackUrl: "http://localhost:3000/api/voice/fallback#rc=3&rp=all&rt=3500",
          VoiceFallbackMethod: "POST",
          StatusCallback: "http://localhost:3000/api/voice/status#rc=3&rp=all&rt=3500",
          StatusCallbackMethod: "POST",
        },
      });
    }
    const { rows: listed } = await pageOfCallerIds(database(), organizationId, FIRST_PAGE);
    expect(listed.every((row) => row.users.length === 2 && row.forwardTo === "+16285550100")).toBe(true);
  });

  it("ends partly done when somebody else takes a number, which is not charged", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 3);
    await simulatedTwilio().fault({ kind: "taken-between" }, { method: "POST", phoneNumber: numbers[1] });
    await pump(database());
    const { state, lines } = await orderState(database(), orderId);
    expect(state).toBe("partly_done");
    expect(lines.map((line) => line.reason)).toEqual([null, "taken", null]);
    await expectAgreement(twilioAccountSid, organizationId, [numbers[0] ?? "", numbers[2] ?? ""]);
  });

  const needs: [string, number][] = [
    ["needs-address", 21631],
    ["needs-bundle", 21649],
    ["invalid-number", 21421],
  ];
  it.each(needs)("names the reason %s", async (reason, code) => {
    const { admin } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault({ kind: "refuse", code }, { method: "POST" });
    await pump(database());
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "failed",
      lines: [{ state: "failed", reason }],
    });
  });

  const faults: [string, FaultAction][] = [
    ["cut before it took effect", { kind: "cut", effect: "before" }],
    ["cut after it took effect", { kind: "cut", effect: "after" }],
    ["answered 500 before it took effect", { kind: "status5xx", effect: "before" }],
    ["answered 503 after it took effect", { kind: "status5xx", code: 503, effect: "after" }],
    ["answered 201 with an unreadable body", { kind: "garbage" }],
    ["answered 429", { kind: "status429" }],
    ["answered when we no longer wait", { kind: "latency", ms: 400 }],
    ["given up before it took effect", { kind: "late", ms: 400, hang: true }],
  ];
  it.each(faults)("buys a number once when the purchase is %s", async (_, fault) => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 2);
    await simulatedTwilio().fault(fault, { method: "POST", path: "IncomingPhoneNumbers" }, { times: 1 });
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });

  it("waits out the quarantine before it buys an unanswered number again", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "POST" }, { times: 1 });
    const started = performance.now();
    await pump(database());
    expect(performance.now() - started).toBeGreaterThan(FAST.quarantine);
    expect(await orderState(database(), orderId)).toMatchObject({ state: "done", lines: [{ attempts: 2 }] });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toHaveLength(1);
  });

  it("never takes, tags or charges a number that the account owned before", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 3);
    const owned = numbers[0] ?? "";
    await simulatedTwilio().outside(byHand(twilioAccountSid, owned));
    await pump(database());
    expect((await orderState(database(), orderId)).lines[0]).toMatchObject({
      state: "failed",
      reason: "already-owned",
    });
    await expectAgreement(twilioAccountSid, organizationId, numbers.slice(1));
    const held = await simulatedTwilio().held(twilioAccountSid);
    expect(held.find((number) => number.e164 === owned)?.friendly_name).toBe("bought by hand");
  });

  it("does not call a number bought that came into the account between the snapshot and the purchase", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    let taken = false;
    await pump(database(), {
      crashPoint: async (point) => {
        if (point !== "after-intent" || taken) return;
        taken = true;
        await simulatedTwilio().outside(byHand(twilioAccountSid, numbers[0] ?? ""));
      },
    });
    // Twilio took our purchase as a change of its name, and the row says so.
    expect((await orderState(database(), orderId)).lines[0]).toMatchObject({
      state: "failed",
      reason: "owned-and-changed",
    });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);
  });

  it("asks a person when the account may have owned a number for some seconds before", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await beforePurchase(() =>
      simulatedTwilio().outside({ ...byHand(twilioAccountSid, numbers[0] ?? ""), ago: 10 }),
    );
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "buying",
      lines: [{ state: "review", reason: "unclear-age" }],
    });
    // Looking again, or a lost answer, does not make it ours.
    await database()
      .update(orderLines)
      .set({ state: "intent", notBefore: null })
      .where(eq(orderLines.orderId, orderId));
    await pump(database());
    expect((await orderState(database(), orderId)).lines).toMatchObject([
      { state: "review", reason: "unclear-age" },
    ]);
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);
    expect(await listCallerIds(database(), organizationId)).toEqual([]);
  });

  it("leaves a number alone that the account owned, where Twilio refuses to sell it again", async () => {
    await simulatedTwilio().set({ ownedRebuy: "21422" });
    try {
      const { admin, twilioAccountSid } = await newOrganization(database());
      const { orderId, numbers } = await approvedOrder(database(), admin, 1);
      await beforePurchase(() => simulatedTwilio().outside(byHand(twilioAccountSid, numbers[0] ?? "")));
      expect((await orderState(database(), orderId)).lines[0]).toMatchObject({
        state: "failed",
        reason: "already-owned",
      });
      const held = await simulatedTwilio().held(twilioAccountSid);
      expect(held.map((number) => number.friendly_name)).toEqual(["bought by hand"]);
    } finally {
      await simulatedTwilio().set({ ownedRebuy: "update" });
    }
  });

  it("finds a purchase again that a list does not show yet, and buys it once", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { numbers } = await approvedOrder(database(), admin, 2);
    await simulatedTwilio().fault({ kind: "cut", effect: "after" }, { method: "POST" }, { times: 2 });
    await simulatedTwilio().fault({ kind: "stale-list", ms: 400 }, { method: "GET" });
    await pump(database());
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });

  it("fails what costs more by the time that it is resumed, and buys the rest", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 2);
    await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST" });
    await pump(database());
    await simulatedTwilio().clearFaults();
    await simulatedTwilio().set({ prices: { "US/local": "9.00" } });
    try {
      expect(await resumeOrder(admin, orderId)).toEqual({ kind: "resumed", dearer: 2 });
    } finally {
      await simulatedTwilio().set({ prices: { "US/local": "1.15" } });
    }
    await pump(database());
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "failed",
      lines: [{ reason: "price-rose" }, { reason: "price-rose" }],
    });
    await expectAgreement(twilioAccountSid, organizationId, []);
  });

  it.each([
    ["20003", "credentials"],
    ["20005", "suspended"],
    ["21404", "trial"],
    ["22300", "restricted"],
  ] as const)("pauses on Twilio's %s and goes on when it is resumed", async (as, reason) => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 3);
    await simulatedTwilio().fault({ kind: "account", as }, { method: "POST" });
    await pump(database());
    expect(await orderState(database(), orderId)).toMatchObject({ state: "paused", pausedReason: reason });
    expect(await simulatedTwilio().purchases(twilioAccountSid)).toEqual([]);

    await simulatedTwilio().clearFaults();
    expect(await resumeOrder(admin, orderId)).toMatchObject({ kind: "resumed" });
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });

  it("pauses, rather than fail number after number, when Twilio refuses several for a reason we don't know", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 20);
    await simulatedTwilio().fault({ kind: "refuse", code: 99999 }, { method: "POST" });
    // One purchase at a time, so that none is under way when the limit is reached.
    const buying = sql`twilio_account_sid = ${twilioAccountSid} and lane not in (0, ${CHECK_SLOT})`;
    await database().execute(sql`update provider_slots set lease_until = 'infinity' where ${buying}`);
    await pump(database());
    await database().execute(sql`update provider_slots set lease_until = null where ${buying}`);
    const paused = await orderState(database(), orderId);
    expect(paused).toMatchObject({ state: "paused", pausedReason: "refused" });
    const refused = paused.lines.filter((line) => line.state === "failed");
    expect(refused).toHaveLength(MAX_REFUSED);

    await simulatedTwilio().clearFaults();
    await resumeOrder(admin, orderId);
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("partly_done");
    const left = numbers.filter((e164) => !refused.some((line) => line.e164 === e164));
    await expectAgreement(twilioAccountSid, organizationId, left);
  });

  it("ends once an admin has resumed it, though Twilio goes on refusing", async () => {
    const { admin } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 12);
    await simulatedTwilio().fault({ kind: "refuse", code: 99999 }, { method: "POST" });
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("paused");
    await resumeOrder(admin, orderId);
    await pump(database());
    const { state, lines } = await orderState(database(), orderId);
    expect(state).toBe("failed");
    expect(new Set(lines.map((line) => line.reason))).toEqual(new Set(["refused"]));
  });

  it("turns an own Caller ID of the same number into the Twilio one", async () => {
    const { admin, organizationId } = await newOrganization(database());
    const { numbers } = await approvedOrder(database(), admin, 1);
    await newOwnCallerId(database(), organizationId, numbers[0] ?? "");
    await pump(database());
    const listed = await listCallerIds(database(), organizationId);
    expect(listed).toMatchObject([{ e164: numbers[0], source: "twilio" }]);
  });
});

describe("workers that die", () => {
  const points: CrashPoint[] = ["before-claim", "after-intent", "after-effect", "after-record"];
  it.each(points)(
    "at %s leave an order that another worker finishes, each number bought once",
    async (point) => {
      const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
      const { orderId, numbers } = await approvedOrder(database(), admin, 4);
      let crashes = 2;
      const dying = () =>
        pump(database(), {
          crashPoint: (at) => {
            if (at === point && crashes-- > 0) throw new Error(`killed at ${point}`);
          },
        });
      await expect(dying()).rejects.toThrow("killed");
      await pump(database());
      expect((await orderState(database(), orderId)).state).toBe("done");
      await expectAgreement(twilioAccountSid, organizationId, numbers);
    },
  );

  it("and wake up after their lease write nothing: the fence decides", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 1);
    await pump(database(), {
      crashPoint: (at) => {
        if (at === "after-intent") throw new Error("stopped");
      },
    }).catch(() => undefined);
    const [before] = (await orderState(database(), orderId)).lines;
    const stale = { kind: "check" as const, account: twilioAccountSid, index: 0, slotFence: -1 };
    await pump(database());
    const [after] = (await orderState(database(), orderId)).lines;
    expect(after?.fence).toBeGreaterThan(before?.fence ?? 0);
    const line = { ...before, fence: before?.fence ?? 0 } as never;
    expect(await settleLine(database(), { ...stale, line }, { to: "failed", reason: "taken" }, FAST)).toBe(
      false,
    );
    expect((await orderState(database(), orderId)).state).toBe("done");
  });
});

describe("a purchase whose answer was lost", () => {
  const lost = { kind: "cut", effect: "after" } as const;
  const looksFail = { kind: "status5xx", effect: "before" } as const;

  it("is found after an outage that also hid it from every look", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault(lost, { method: "POST" }, { times: 1 });
    // The snapshot is the first list; everything that looks afterwards fails.
    let outage = false;
    await pump(
      database(),
      {
        crashPoint: async (point) => {
          if (point !== "after-effect" || outage) return;
          outage = true;
          await simulatedTwilio().fault(looksFail, { method: "GET" });
        },
      },
      { seconds: 4 },
    );
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "paused",
      pausedReason: "unreachable",
      lines: [{ state: "intent" }],
    });
    await simulatedTwilio().clearFaults();
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });

  it("is adopted by its tag when it took effect after we had given it up", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault({ kind: "cut", effect: "before" }, { method: "POST" }, { times: 1 });
    await pump(database(), {
      crashPoint: async (point) => {
        if (point === "after-effect") await pauseByHand(orderId);
      },
    });
    const [line] = (await orderState(database(), orderId)).lines;
    expect(line).toMatchObject({ state: "queued", attempts: 1 });
    await (await twilioFor(twilioAccountSid)).buy(numbers[0] ?? "", line?.id ?? "", WEBHOOKS);
    await resumeOrder(admin, orderId);
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });

  it("waits for a person when somebody renamed the number meanwhile", async () => {
    const { admin, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    await simulatedTwilio().fault(lost, { method: "POST" }, { times: 1 });
    await pump(database(), {
      crashPoint: async (point) => {
        if (point === "after-effect")
          await simulatedTwilio().outside({
            kind: "edit",
            account: twilioAccountSid,
            numbers,
            name: "reception",
          });
      },
    });
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "buying",
      lines: [{ state: "review", reason: "other-tag" }],
    });
  });

  it("does not hold up others when it can't be written down", async () => {
    const blocked = await newOrganization(database());
    const other = await newOrganization(database());
    const stuck = await approvedOrder(database(), blocked.admin, 1);
    const fine = await approvedOrder(database(), other.admin, 1);
    const faults: unknown[] = [];
    await pump(
      database(),
      {
        onFault: (error) => faults.push(error),
        crashPoint: async (point) => {
          if (point === "after-effect")
            await listByHand(blocked.organizationId, blocked.twilioAccountSid, stuck.numbers[0] ?? "");
        },
      },
      { seconds: 2 },
    );
    expect(faults.length).toBeGreaterThan(0);
    expect((await orderState(database(), fine.orderId)).state).toBe("done");
    expect((await orderState(database(), stuck.orderId)).lines[0]?.state).toBe("intent");

    await database().delete(callerIds).where(eq(callerIds.organizationId, blocked.organizationId));
    await pump(database());
    await expectAgreement(blocked.twilioAccountSid, blocked.organizationId, stuck.numbers);
  });
});

const WEBHOOKS = webhooksOf("http://localhost:3000");

async function pauseByHand(orderId: string) {
  await database()
    .update(orders)
    .set({ state: "paused", pausedReason: "suspended" })
    .where(eq(orders.id, orderId));
}

/** Another row of ours for the same number, with another sid. */
async function listByHand(organizationId: string, twilioAccountSid: string, e164: string) {
  await database()
    .insert(callerIds)
    .values({
      organizationId,
      source: "twilio",
      e164,
      country: "US",
      type: "local",
      twilioAccountSid,
      sid: `PN${"f".repeat(32)}`,
    })
    .onConflictDoNothing();
}

/** Keeps all but one of the slots for purchases busy. */
async function leaveOneSlot(twilioAccountSid: string) {
  await database()
    .update(providerSlots)
    .set({ leaseUntil: sql`now() + interval '1 minute'` })
    .where(and(eq(providerSlots.twilioAccountSid, twilioAccountSid), between(providerSlots.index, 1, 6)));
}

describe("a slot", () => {
  it("asks for no more numbers when what it bought can't be written down", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 6);
    await leaveOneSlot(twilioAccountSid);
    await database().execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$;
      create trigger refuse before update on order_lines for each row when (new.state = 'bought') execute function refuse()`);
    const faults: unknown[] = [];
    const settings = { lease: 2000, timeout: 1000, quarantine: 3000 };
    try {
      await pump(database(), { settings, onFault: (error) => faults.push(error) }, { seconds: 1 });
    } finally {
      await database().execute(sql`drop function refuse cascade`);
    }
    expect(faults.length).toBeGreaterThan(0);
    expect((await simulatedTwilio().purchases(twilioAccountSid)).length).toBeLessThanOrEqual(2);
    await pump(database(), { settings });
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });

  it("goes on to the next number while the last one is written down, and the order ends", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 2);
    await leaveOneSlot(twilioAccountSid);
    let second = () => {};
    const secondBought = new Promise<void>((done) => {
      second = done;
    });
    const whenSecondWasBought: (string | undefined)[] = [];
    let bought = 0;
    const crashPoint = async (point: CrashPoint) => {
      if (point !== "after-effect") return;
      if (++bought === 2) {
        whenSecondWasBought.push((await orderState(database(), orderId)).lines[0]?.state);
        return second();
      }
      // Nobody can write the first line down until the second number has been bought.
      await new Promise<void>((locked) => {
        void database().transaction(async (tx) => {
          await tx
            .select()
            .from(orderLines)
            .where(and(eq(orderLines.orderId, orderId), eq(orderLines.e164, numbers[0] ?? "")))
            .for("update");
          locked();
          await Promise.race([secondBought, new Promise((done) => setTimeout(done, 3000))]);
        });
      });
    };
    await pump(database(), { crashPoint, settings: { lease: 6000, timeout: 3000, quarantine: 9000 } });
    expect(whenSecondWasBought).toEqual(["intent"]);
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });
});

describe("an order's end", () => {
  /** Its first line is claimed, its second is queued, and a snapshot of it is due. */
  async function claimedAndToSnapshot() {
    const { admin } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 2);
    await database().update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
    const claim = await claimFor(admin);
    if (claim?.kind !== "buy") throw new Error("no purchase");
    await database().update(orders).set({ state: "approved" }).where(eq(orders.id, orderId));
    const second = and(eq(orderLines.orderId, orderId), eq(orderLines.e164, numbers[1] ?? ""));
    return { orderId, claim, second };
  }
  const failed = { state: "failed" as const, reason: "already-owned", finishedAt: sql`now()` };
  const notBought = { to: "failed", reason: "taken" } as const;

  it("is not missed when a snapshot fails its last queued line at the same moment", async () => {
    const { orderId, claim, second } = await claimedAndToSnapshot();
    let settling: Promise<boolean> | undefined;
    await database().transaction(async (tx) => {
      await tx.update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
      await tx.update(orderLines).set(failed).where(second);
      settling = settleLine(database(), claim, notBought, FAST);
      await new Promise((done) => setTimeout(done, 200));
    });
    await settling;
    expect((await orderState(database(), orderId)).state).toBe("failed");
  });

  it("is written by the next pump when whoever should have was stopped", async () => {
    const { orderId, claim, second } = await claimedAndToSnapshot();
    await settleLine(database(), claim, notBought, FAST);
    await database().update(orderLines).set(failed).where(second);
    await database().update(orders).set({ state: "buying" }).where(eq(orders.id, orderId));
    await pump(database());
    expect((await orderState(database(), orderId)).state).toBe("failed");
  });
});

describe("several pumps at once", () => {
  it("share the work, buy each number once, and keep within eight requests", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 40);
    await simulatedTwilio().fault({ kind: "latency", ms: 30 }, { method: "POST" });
    let inFlight = 0;
    let most = 0;
    const providerFor = async (account: string) => {
      const provider = await twilioFor(account);
      return {
        ...provider,
        async buy(...wanted: Parameters<typeof provider.buy>) {
          most = Math.max(most, ++inFlight);
          return provider.buy(...wanted).finally(() => inFlight--);
        },
      };
    };
    await Promise.all([1, 2, 3].map(() => pump(database(), { providerFor })));
    expect(most).toBeLessThanOrEqual(7);
    expect((await orderState(database(), orderId)).state).toBe("done");
    await expectAgreement(twilioAccountSid, organizationId, numbers);
  });

  it("keep the last slot for checks", async () => {
    const { admin } = await newOrganization(database());
    const { orderId } = await approvedOrder(database(), admin, 12);
    const snapshot = await claimWork(database(), admin.organizationId, FAST);
    expect(snapshot).toMatchObject({ kind: "snapshot", index: 7 });
    expect(await claimWork(database(), admin.organizationId, FAST)).toBeNull();
    expect((await orderState(database(), orderId)).state).toBe("approved");

    if (snapshot?.kind !== "snapshot") throw new Error("no snapshot");
    await settleSnapshot(database(), snapshot, []);
    const taken = [];
    for (let claim = await claimFor(admin); claim; claim = await claimFor(admin)) taken.push(claim);
    expect(taken.map(({ kind, index }) => `${kind} ${index}`).sort()).toEqual(
      Array.from({ length: 7 }, (_, index) => `buy ${index}`),
    );
    const [first] = taken;
    if (first?.kind !== "buy") throw new Error("no purchase");
    await settleLine(database(), first, { to: "intent", notBefore: 0, counted: false }, FAST);
    expect(await claimFor(admin)).toMatchObject({ kind: "check", index: 7, line: { id: first.line.id } });
  });

  it("write nothing of a snapshot that another one has replaced", async () => {
    const { admin } = await newOrganization(database());
    const { orderId, numbers } = await approvedOrder(database(), admin, 1);
    const stopped = await claimFor(admin);
    await database()
      .update(orders)
      .set({ snapshotUntil: new Date(0) })
      .where(eq(orders.id, orderId));
    if (stopped?.kind !== "snapshot") throw new Error("no snapshot");
    await settleSnapshot(database(), stopped, [ownedByOthers(numbers[0] ?? "")]);
    expect(await orderState(database(), orderId)).toMatchObject({
      state: "approved",
      lines: [{ state: "queued" }],
    });
  });
});

describe("two admins with the same numbers", () => {
  it("who approve at the same moment buy each once; the other row says so", async () => {
    const { admin, organizationId, twilioAccountSid } = await newOrganization(database());
    const other = await anotherAdmin(database(), admin);
    const numbers = await fillCart(admin, 2);
    for (const e164 of numbers) await fillCart(other, 1, { contains: e164.slice(1) });
    const mine = await placedOrder(database(), admin);
    const theirs = await placedOrder(database(), other);
    const outcomes = await Promise.all([
      validateCode(admin, mine.orderId, mine.code),
      validateCode(other, theirs.orderId, theirs.code),
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["approved", "approved"]);
    await pump(database());

    await expectAgreement(twilioAccountSid, organizationId, numbers);
    const states = await Promise.all([mine, theirs].map(({ orderId }) => orderState(database(), orderId)));
    expect(states.map((one) => one.state).sort()).toEqual(["done", "failed"]);
    const loser = states.find((one) => one.state === "failed");
    expect(loser?.lines.map((line) => line.reason)).toEqual(["in-another-order", "in-another-order"]);
    const loserId = (loser === states[0] ? mine : theirs).orderId;
    const said = await listOrderEvents(database(), organizationId, loserId);
    const failures = said.flatMap(({ event }) => (event.kind === "number.failed" ? [event] : []));
    expect(failures.sort((a, b) => a.e164.localeCompare(b.e164))).toEqual(
      numbers.map((e164) => ({
        kind: "number.failed",
        orderId: loserId,
        e164,
        reason: "in-another-order",
      })),
    );
  });
});

describe("the audit trail", () => {
  it("can't be rewritten", async () => {
    const { admin } = await newOrganization(database());
    await database().transaction((tx) => recordEvent(tx, admin, { kind: "cart.cleared", numbers: 1 }));
    await expect(database().update(auditEvents).set({ event: "forged" })).rejects.toThrow();
    await expect(database().delete(auditEvents)).rejects.toThrow();
  });
});

const claimFor = (admin: Admin) => claimWork(database(), admin.organizationId, FAST);

/** Pumps, and lets something happen between the snapshot and the first purchase. */
async function beforePurchase(happen: () => Promise<unknown>) {
  let happened = false;
  await pump(database(), {
    crashPoint: async (point) => {
      if (point !== "after-intent" || happened) return;
      happened = true;
      await happen();
    },
  });
}

const ownedByOthers = (e164: string) => ownedNumber({ e164, createdAt: new Date(0), updatedAt: new Date(0) });

/** Somebody bought it in Twilio's own console, a day ago. */
const byHand = (account: string, e164: string) => ({
  kind: "buy" as const,
  account,
  numbers: [e164],
  name: "bought by hand",
  ago: 86_400,
});
