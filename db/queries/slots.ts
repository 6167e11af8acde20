import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { givenBack, isMine, renewed } from "@/db/leases";
import { providerLimits, providerSlots } from "@/db/schema";
import {
  CHECK_LANE,
  type EngineSettings,
  paceOf,
  SLOTS_PER_ACCOUNT,
} from "@/lib/domain/engine/engine-settings";

/** One request at a time to one Twilio account, leased by one worker. */
export type Slot = { account: string; lane: number; slotFence: number };

/** The slots of an account; made once. */
export async function ensureSlots(tx: Tx, twilioAccountSid: string) {
  await tx
    .insert(providerSlots)
    .values(Array.from({ length: SLOTS_PER_ACCOUNT }, (_, lane) => ({ twilioAccountSid, lane })))
    .onConflictDoNothing();
}

/** How many lanes an account's purchases may use now: fewer after Twilio said that it was too busy, and more by and by. */
export function lanesOpen(account: SQL, settings: EngineSettings): SQL {
  return sql`least(${CHECK_LANE}::int, coalesce((select w.width + floor(
    extract(epoch from now() - w.narrowed_at) * 1000 / ${paceOf(settings).grow}::float8)::int
    from provider_limits w where w.twilio_account_sid = ${account}), ${CHECK_LANE}::int))`;
}

/** Twilio was too busy: a quarter of the open lanes close, once for all requests that were refused together. */
export async function narrow(tx: Tx, twilioAccountSid: string, settings: EngineSettings) {
  const open = lanesOpen(sql`${twilioAccountSid}`, settings);
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
export function keepSlot(tx: Db | Tx, slot: Slot, lease: number) {
  return tx
    .update(providerSlots)
    .set(renewed(lease))
    .where(mineStill(slot))
    .returning({ lane: providerSlots.lane });
}

const mineStill = ({ account, lane, slotFence }: Slot) =>
  and(
    eq(providerSlots.twilioAccountSid, account),
    eq(providerSlots.lane, lane),
    isMine(providerSlots, { fence: slotFence }),
  );
