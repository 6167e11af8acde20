import { and, between, eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "@/db/client";
import { claimWork } from "@/db/queries/claims";
import { callerIds, orders, providerSlots } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { ownedNumber } from "./factories";
import { listCallerIds } from "./listed-caller-ids";
import { FAST, pump } from "./orders";
import { simulatedTwilio } from "./simulated-twilio";

/** The engine under the settings that end in seconds. */
export const ENGINE = { ENGINE_SETTINGS: "0.6/0.3/0.9" };

export const WEBHOOKS = webhooksOf("http://localhost:3000");

/** Judged by the simulator's ledger and the list, never by the order alone. */
export async function expectAgreement(
  db: Db,
  { organizationId, twilioAccountSid }: Pick<Admin, "organizationId" | "twilioAccountSid">,
  numbers: string[],
) {
  const twilio = simulatedTwilio();
  expect((await twilio.purchases(twilioAccountSid)).sort()).toEqual([...numbers].sort());
  const listed = (await listCallerIds(db, organizationId)).filter((row) => row.source === "twilio");
  expect(listed.map((row) => row.e164).sort()).toEqual([...numbers].sort());
}

export async function pauseByHand(db: Db, orderId: string) {
  await db.update(orders).set({ state: "paused", pausedReason: "suspended" }).where(eq(orders.id, orderId));
}

/** Another row of ours for the same number, with another sid. */
export async function listByHand(db: Db, organizationId: string, twilioAccountSid: string, e164: string) {
  await db
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
export async function leaveOneSlot(db: Db, twilioAccountSid: string) {
  await db
    .update(providerSlots)
    .set({ leaseUntil: sql`now() + interval '1 minute'` })
    .where(and(eq(providerSlots.twilioAccountSid, twilioAccountSid), between(providerSlots.index, 1, 6)));
}

export const claimFor = (db: Db, admin: Admin) => claimWork(db, admin.organizationId, FAST);

/** Pumps, and lets something happen between the snapshot and the first purchase. */
export async function beforePurchase(db: Db, happen: () => Promise<unknown>) {
  let happened = false;
  await pump(db, {
    crashPoint: async (point) => {
      if (point !== "after-intent" || happened) return;
      happened = true;
      await happen();
    },
  });
}

export const ownedByOthers = (e164: string) =>
  ownedNumber({ e164, createdAt: new Date(0), updatedAt: new Date(0) });
