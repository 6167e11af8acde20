import { sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { lowerConcurrency, openSlots } from "@/db/queries/slots";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import { twilioFor } from "@/lib/twilio";
import { databaseTest } from "@/tests/support/database-test";
import { newOrganization, simulatedAccount } from "@/tests/support/factories";
import { approvedOrder, FAST, orderState, PATIENT, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => simulatedTwilio().clearFaults());

describe("the limit that all purchases of an account share", () => {
  it("backs off when Twilio allows fewer requests than we have slots, and nothing is lost by it", async ({
    db,
    organization: { admin, twilioAccountSid: account },
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 60);
    await simulatedTwilio().fault({ kind: "latency", ms: 40 }, { account });
    await simulatedTwilio().fault({ kind: "concurrency", limit: 3 }, { account });
    let busy = 0;
    const providerFor = async (sid: string, timeout: number) => {
      const provider = await twilioFor(sid, timeout);
      const buy: typeof provider.buy = async (...asked) => {
        const outcome = await provider.buy(...asked);
        if (outcome.kind === "rate-limited") busy++;
        return outcome;
      };
      return { ...provider, buy };
    };
    // Slots open again by the clock: so slowly that a busy machine buys some numbers between two of them.
    await pump(db, { providerFor, settings: PATIENT });
    expect((await orderState(db, orderId)).state).toBe("done");
    expect(await simulatedTwilio().purchases(account)).toHaveLength(numbers.length);
    expect(busy).toBeGreaterThan(0);
    // Seven slots for room for three would have more than half of them refused.
    expect(busy).toBeLessThan(numbers.length);
  });

  it("closes a quarter of the slots for refusals that come together, never the last, and opens them again", async ({
    db,
  }) => {
    const account = simulatedAccount();
    const open = async (settings = FAST) => {
      const { rows } = await db.execute<{ open: number }>(
        sql`select ${openSlots(sql`${account}`, settings)} as open`,
      );
      return only(rows).open;
    };
    // So slow that no slot opens again while we look.
    const slow = { lease: 600_000, timeout: 300_000, quarantine: 900_000 };
    const refused = (settings: typeof FAST) =>
      db.transaction((tx) => lowerConcurrency(tx, account, settings));
    expect(await open()).toBe(CHECK_SLOT);
    await Promise.all([refused(slow), refused(slow), refused(slow)]);
    expect(await open(slow)).toBe(5);
    for (let times = 0; times < 8; times++) {
      await db.execute(sql`update provider_limits set narrowed_at = now() - interval '11 seconds'`);
      await refused(slow);
    }
    expect(await open(slow)).toBe(1);
    await expect.poll(() => open(), { timeout: 5000 }).toBe(CHECK_SLOT);
  });
});

describe("orders of several organisations", () => {
  it("progress side by side", async ({ db }) => {
    const made: { orderId: string }[] = [];
    for (let index = 0; index < 3; index++) {
      const { admin } = await newOrganization(db);
      made.push(await approvedOrder(db, admin, 10));
    }
    // Long beside what this machine needs for 21 answers, so that the engine and not the processor decides who goes on.
    await simulatedTwilio().fault({ kind: "latency", ms: 1_000 }, { method: "POST" });
    let least = 0;
    const crashPoint = async (point: string) => {
      if (point !== "after-record" || least > 0) return;
      const { rows } = await db.execute<{ ended: number }>(sql`
        select count(finished_at)::int as ended from order_lines
        where order_id = any(${sql.param(made.map(({ orderId }) => orderId))}) group by order_id`);
      const finished = rows.map(({ ended }) => ended);
      // How far the others are when the first one is through.
      if (Math.max(...finished) === 10) least = Math.max(Math.min(...finished), 0.1);
    };
    // Enough for this machine to answer 21 requests at a time.
    const settings = { lease: 20_000, timeout: 10_000, quarantine: 30_000 };
    await pump(db, { crashPoint, settings });
    expect(least).toBeGreaterThan(2);
    for (const { orderId } of made) expect((await orderState(db, orderId)).state).toMatch(/done/);
  });
});
