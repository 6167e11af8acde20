import { sql } from "drizzle-orm";
import { afterEach, describe, expect } from "vitest";
import { databaseTest } from "@/tests/support/database-test";
import { listCallerIds } from "@/tests/support/listed-caller-ids";
import { approvedOrder, orderState, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";

const it = databaseTest(ENGINE);
const twilio = simulatedTwilio;
afterEach(async () => {
  await twilio().clearFaults();
  await twilio().set({ clock: 0, ownedRebuy: "update" });
});

const lost = { kind: "cut", effect: "after" } as const;

describe("clocks that differ", () => {
  const MINUTES = 60_000;

  it.for([-3 * MINUTES, -10 * MINUTES, 10 * MINUTES])(
    "by %d ms between Twilio and the database: what was charged is listed",
    async (clock, { db, organization: { admin, organizationId, twilioAccountSid: account } }) => {
      await twilio().set({ clock });
      const { orderId, numbers } = await approvedOrder(db, admin, 3);
      await twilio().fault(lost, { method: "POST", account }, { times: 2 });
      await pump(db);
      expect((await orderState(db, orderId)).state).toBe("done");
      const listed = (await listCallerIds(db, organizationId)).map(({ e164 }) => e164);
      expect(listed.sort()).toEqual([...numbers].sort());
      expect((await twilio().purchases(account)).sort()).toEqual([...numbers].sort());
    },
  );

  it.for([
    [-10 * MINUTES, "update", "owned-and-changed"],
    [-10 * MINUTES, "21422", "already-owned"],
    [10 * MINUTES, "update", "owned-and-changed"],
    [10 * MINUTES, "21422", "already-owned"],
  ] as const)(
    "by %d ms: what the account owned before the order is still known as that (%s)",
    async ([clock, ownedRebuy, reason], { db, organization: { admin, twilioAccountSid: account } }) => {
      await twilio().set({ clock, ownedRebuy });
      const { orderId, numbers } = await approvedOrder(db, admin, 1);
      await pump(db, {
        crashPoint: async (point) => {
          if (point === "after-intent")
            await twilio().outside({ kind: "buy", account, numbers, name: "by hand", ago: 3600 });
        },
      });
      expect(only((await orderState(db, orderId)).lines).reason).toBe(reason);
      expect(await twilio().purchases(account)).toEqual([]);
    },
  );

  it.for([
    [5, "changed since by somebody"],
    [20, "as we made it"],
  ])(
    "that jump by %d minutes while a purchase is open never make it 'not charged': %s",
    async ([minutes, how], { db, organization: { admin, twilioAccountSid: account } }) => {
      const { orderId, numbers } = await approvedOrder(db, admin, 1);
      await twilio().fault(lost, { method: "POST", account }, { times: 1 });
      await pump(db, {
        crashPoint: async (point) => {
          // As if the database had moved to a machine whose clock is behind.
          if (point !== "after-effect") return;
          await db.execute(sql`update order_lines
          set first_attempt_at = first_attempt_at + ${minutes} * interval '1 minute' where order_id = ${orderId}`);
          if (how === "as we made it") return;
          const { id: name } = only((await orderState(db, orderId)).lines);
          await twilio().set({ clock: 3000 });
          await twilio().outside({ kind: "edit", account, numbers, name });
        },
      });
      const { lines } = await orderState(db, orderId);
      expect(lines.map(({ state, reason }) => reason ?? state)).toEqual(["unclear-age"]);
    },
  );
});
