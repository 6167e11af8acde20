import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { givenBack, isMine, renewed } from "@/db/leases";
import { providerLimits, providerSlots } from "@/db/schema";
import {
  CHECK_SLOT,
  type EngineSettings,
  paceOf,
  SLOTS_PER_ACCOUNT,
} from "@/lib/domain/engine/engine-settings";

/** One request at a time to one Twilio account, leased by one worker. */
export type Slot = { account: string; index: number; slotFence: number };

/** The slots of an account; made once. */
export async function ensureSlots(tx: Tx, twilioAccountSid: string) {
  await tx
    .insert(providerSlots)
    .values(Array.from({ length: SLOTS_PER_ACCOUNT }, (_, index) => ({ twilioAccountSid, index })))
    .onConflictDoNothing();
}

/** How many slots an account's purchases may use now: fewer after Twilio said that it was too busy, and more by and by. */
export function openSlots(account: SQL, settings: EngineSettings): SQL {
  return sql`least(${CHECK_SLOT}::int, coalesce((select w.width + floor(
    extract(epoch from now() - w.narrowed_at) * 1000 / ${paceOf(settings).grow}::float8)::int
    from provider_limits w where w.twilio_account_sid = ${account}), ${CHECK_SLOT}::int))`;
}

/** Twilio was too busy: a quarter of the open slots close, once for all requests that were refused together. */
export async function lowerConcurrency(tx: Tx, twilioAccountSid: string, settings: EngineSettings) {
  const open = openSlots(sql`${twilioAccountSid}`, settings);
  await tx
    .insert(providerLimits)
    .values({ twilioAccountSid, width: sql`greatest(1, floor(${open} * 0.75))::int` as unknown as number })
    .onConflictDoUpdate({
      target: providerLimits.twilioAccountSid,
      set: { width: sql`greatest(1, floor(${open} * 0.75))::int`, narrowedAt: sql`now()` },
      setWhere: sql`${providerLimits.narrowedAt} < now() - ${paceOf(settings).together} * interval '1 millisecond'`,
    });
}

/** Gives the slot back; nothing when the lease has passed to another. */
export async function freeSlot(tx: Db | Tx, slot: Slot) {
  await tx.update(providerSlots).set(givenBack).where(mineStill(slot));
}

/** Keeps the slot under a new lease, or returns no row when it has passed to another. */
export function renewSlot(tx: Db | Tx, slot: Slot, lease: number) {
  return tx
    .update(providerSlots)
    .set(renewed(lease))
    .where(mineStill(slot))
    .returning({ index: providerSlots.index });
}

const mineStill = ({ account, index, slotFence }: Slot) =>
  and(
    eq(providerSlots.twilioAccountSid, account),
    eq(providerSlots.index, index),
    isMine(providerSlots, { fence: slotFence }),
  );
