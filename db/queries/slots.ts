import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { givenBack, isFree, isMine, renewed, taken } from "@/db/leases";
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

/** Takes up to so many slots of an account that are free right now, for what is asked beside the slot that one has. */
export async function takeFreeSlots(
  db: Db,
  account: string,
  count: number,
  settings: EngineSettings,
): Promise<Slot[]> {
  if (count <= 0) return [];
  const { twilioAccountSid, index, fence, leaseUntil } = providerSlots;
  const free = db
    .select({ index })
    .from(providerSlots)
    .where(
      and(
        eq(twilioAccountSid, account),
        isFree(leaseUntil),
        sql`${index} < ${openSlots(sql`${account}`, settings)}`,
      ),
    )
    .orderBy(index)
    .limit(count)
    .for("update", { skipLocked: true });
  const rows = await db
    .update(providerSlots)
    .set(taken(providerSlots, settings.lease))
    .where(and(eq(twilioAccountSid, account), inArray(index, free)))
    .returning({ index, slotFence: fence });
  return rows.map((row) => ({ account, ...row }));
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
