import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, vi } from "vitest";
import { orderLines } from "@/db/schema";
import { PRODUCTION_ENGINE } from "@/lib/domain/engine/engine-settings";
import { databaseTest } from "@/tests/support/database-test";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { ENGINE, expectAgreement } from "@/tests/support/purchases";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
afterEach(() => {
  vi.restoreAllMocks();
});

/** The machine sleeps: the monotonic clock stands still, the other one goes on. */
function sleep(ms: number) {
  const stopped = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => stopped);
  const real = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => real() + ms);
}

/** Pumps once, and something happens between the claim of a line and its purchase. */
async function whileClaimed(db: Parameters<typeof pump>[0], happen: () => Promise<void> | void) {
  let happened = false;
  const stop = new AbortController();
  await pump(
    db,
    {
      settings: PRODUCTION_ENGINE,
      crashPoint: async (point) => {
        if (point !== "after-intent" || happened) return;
        happened = true;
        stop.abort();
        await happen();
      },
    },
    { signal: stop.signal },
  );
}

describe("a machine that slept with a claimed line", () => {
  it("buys nothing once its lease may be over, though its monotonic clock says that no time has passed", async ({
    db,
    admin,
  }) => {
    const { numbers } = await approvedOrder(db, admin, 1);
    await whileClaimed(db, () => sleep(PRODUCTION_ENGINE.lease));
    expect(await simulatedTwilio().purchases(admin.twilioAccountSid)).toEqual([]);
    vi.restoreAllMocks();
    await db.update(orderLines).set({ leaseUntil: null, notBefore: null, lastAttemptAt: new Date(0) });
    await pump(db);
    await expectAgreement(db, admin, numbers);
  });

  it("asks whether the line is still its own when it was held up for seconds", async ({ db, admin }) => {
    const { orderId } = await approvedOrder(db, admin, 1);
    await whileClaimed(db, async () => {
      sleep(3_000);
      await db
        .update(orderLines)
        .set({ fence: sql`${orderLines.fence} + 1` })
        .where(eq(orderLines.orderId, orderId));
    });
    expect(await simulatedTwilio().purchases(admin.twilioAccountSid)).toEqual([]);
  });

  it("buys it where nobody has taken it", async ({ db, admin }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 1);
    await whileClaimed(db, () => sleep(3_000));
    expect((await orderState(db, orderId)).state).toBe("done");
    await expectAgreement(db, admin, numbers);
  });
});
