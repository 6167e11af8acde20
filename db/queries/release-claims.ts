import { and, eq, gt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { inMs, isDue, isFree, isMine } from "@/db/leases";
import { releaseLines } from "@/db/schema";
import { CHECK_SLOT, type EngineSettings } from "@/lib/domain/engine/engine-settings";
import { freeSlot, openSlots, renewSlot, type Slot } from "./slots";

/** A slot of the limit that purchases share, and a number to be released in it. */
export type ClaimedRelease = Slot & {
  releaseId: string;
  line: {
    id: string;
    organizationId: string;
    releaseId: string;
    callerIdId: string;
    e164: string;
    sid: string;
    fence: number;
    /** This one counted. */
    attempts: number;
    checks: number;
    faults: number;
    takesAddressOff: boolean;
    addressLooks: number;
    /** Twilio was asked before, and may do or have done it. */
    isUncertain: boolean;
    /** Somebody locked it against release since. */
    locked: boolean;
    /** It is in the list still. */
    isListed: boolean;
    /** And under this id. */
    isSame: boolean;
    /** Milliseconds since Twilio was last asked before; null where it never was. */
    elapsed: number | null;
  };
};

/** Releases that are looked at in one statement. */
const LOOKED_AT = 50;

/** Releases `r` of one organisation, or everybody's. */
const inScope = (organizationId: string | null) =>
  organizationId === null ? sql`true` : sql`r.organization_id = ${organizationId}`;

/** A number `l` that is on its turn and that nobody works on. */
const LINE_DUE = sql`l.state in ('queued','releasing') and ${isFree(sql`l.lease_until`)} and ${isDue(sql`l.not_before`)}`;
const IS_AT_WORK = sql`r.turn_at is not null and r.paused_reason is null`;

/** Those `r` whose turn it is, who waits longest first. */
const waitingReleases = (organizationId: string | null) => sql`(select r.* from releases r
  where ${IS_AT_WORK} and r.turn_at <= now() and ${inScope(organizationId)} order by r.turn_at limit ${LOOKED_AT})`;

/** A slot and the next number of the release that has waited longest; its next turn comes after everybody else's. */
export async function claimRelease(
  db: Db,
  organizationId: string | null,
  settings: EngineSettings,
): Promise<ClaimedRelease | null> {
  const { rows } = await db.execute<{ release: string; account: string; index: number; fence: string }>(sql`
    with chosen as materialized (
      select r.id, r.twilio_account_sid, slot.lane
      from ${waitingReleases(organizationId)} r
      cross join lateral (select from release_lines l where l.release_id = r.id and ${LINE_DUE} limit 1) due
      cross join lateral (
        select s.lane from provider_slots s
        where s.twilio_account_sid = r.twilio_account_sid and ${isFree(sql`s.lease_until`)}
          and s.lane < ${openSlots(sql`s.twilio_account_sid`, settings)}
        order by random() limit 1 for update skip locked) slot
      order by r.turn_at limit 1),
    moved_on as (update releases set turn_at = now() where id in (
      select r.id from releases r where r.id = (select id from chosen) and r.turn_at is not null for no key update skip locked))
    update provider_slots s set lease_until = ${inMs(settings.lease)}, fence = s.fence + 1
    from chosen where s.twilio_account_sid = chosen.twilio_account_sid and s.lane = chosen.lane
    returning chosen.id as release, s.twilio_account_sid as account, s.lane as index, s.fence`);
  const [row] = rows;
  if (!row) return null;
  const slot = { account: row.account, index: row.index, slotFence: Number(row.fence) };
  try {
    const claim = await claimNextOf(db, { ...slot, releaseId: row.release }, settings);
    if (!claim) await freeSlot(db, slot);
    return claim;
  } catch (fault) {
    // Else nobody has it until its lease ends.
    await freeSlot(db, slot).catch(() => undefined);
    throw fault;
  }
}

/** The next number of the same release for a slot whose request has been answered; null where none is due. */
export async function claimNextOf(
  db: Db,
  { releaseId, ...slot }: Slot & { releaseId: string },
  settings: EngineSettings,
): Promise<ClaimedRelease | null> {
  const line = slot.index < CHECK_SLOT ? await claimLine(db, slot, releaseId, settings) : null;
  return line && { ...slot, releaseId, line };
}

/** The intention is committed before any byte leaves. */
async function claimLine(db: Db, slot: Slot, releaseId: string, settings: EngineSettings) {
  const { rows } = await db.execute<ClaimedRelease["line"] & { fence: string }>(sql`
    with kept as ${renewSlot(db, slot, settings.lease)},
    due as (
      select l.id, l.last_attempt_at, l.state, c.locked, c.released_at is null as listed, c.sid = l.sid as same
      from release_lines l join releases r on r.id = l.release_id and ${IS_AT_WORK}
      join caller_ids c on c.id = l.caller_id_id
      where l.release_id = ${releaseId} and ${LINE_DUE}
        and (select k.lane < ${openSlots(sql`${slot.account}`, settings)} from kept k)
      limit 1 for update of l skip locked for no key update of c skip locked)
    update release_lines l set state = 'releasing', lease_until = ${inMs(settings.lease)}, fence = l.fence + 1,
      attempts = l.attempts + 1, faults = l.faults + 1, last_attempt_at = now()
    from due where l.id = due.id
    returning l.id, l.organization_id as "organizationId", l.release_id as "releaseId", l.caller_id_id as "callerIdId",
      l.e164, l.sid, l.fence, l.attempts, l.checks, l.faults, l.takes_address_off as "takesAddressOff",
      l.address_looks as "addressLooks", due.locked, due.listed as "isListed", due.same as "isSame",
      due.state = 'releasing' as "isUncertain",
      (extract(epoch from now() - due.last_attempt_at) * 1000)::float8 as elapsed`);
  const [row] = rows;
  return row ? { ...row, fence: Number(row.fence) } : null;
}

/**
 * Whether a number is still ours, for long enough that an answer after `timeout` milliseconds is in time, and nobody
 * locked it since it was claimed.
 */
export async function isReleaseClaimed(db: Db, { line }: ClaimedRelease, timeout: number): Promise<boolean> {
  const { id, state, leaseUntil } = releaseLines;
  const rows = await db
    .select({ id })
    .from(releaseLines)
    .where(
      and(
        eq(id, line.id),
        isMine(releaseLines, line),
        eq(state, "releasing"),
        gt(leaseUntil, inMs(timeout)),
        sql`exists (select from caller_ids c where c.id = ${releaseLines.callerIdId} and c.locked = ${line.locked})`,
      ),
    );
  return rows.length > 0;
}

/**
 * Milliseconds until a number may be worked on again; null when nothing of the scope is under way. Releases whose turn it
 * is and that have nothing due get theirs when they have; those that only lack a slot step back where there are so many
 * that nobody sees who stands behind them.
 */
export async function msUntilNextRelease(db: Db, organizationId: string | null): Promise<number | null> {
  await db.execute(sql`
    with idle as (
      select looked.id, looked.turn_at, greatest(looked.next, now()) as next
      from (select r.id, r.turn_at, due.next, count(*) over () as waiting from ${waitingReleases(organizationId)} r
        cross join lateral (select min(coalesce(greatest(l.lease_until, l.not_before), '-infinity')) as next
          from release_lines l where l.release_id = r.id and l.state in ('queued','releasing')) due) looked
      where looked.next > now() or looked.waiting = ${LOOKED_AT}),
    unchanged as materialized (select r.id, idle.next from releases r
      join idle on idle.id = r.id and idle.turn_at = r.turn_at for no key update of r skip locked)
    update releases r set turn_at = unchanged.next from unchanged where r.id = unchanged.id`);
  const { rows } = await db.execute<{ ms: number | null }>(sql`
    select (extract(epoch from min(r.turn_at) - clock_timestamp()) * 1000)::float8 as ms
    from releases r where ${IS_AT_WORK} and ${inScope(organizationId)}`);
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.max(ms, 0);
}

/** Takes releases out of the queue of which nothing is left to do, also those that rest: what is left was kept. */
export async function endReleases(db: Db, organizationId: string | null): Promise<void> {
  await db.execute(sql`
    with ended as (update releases r set turn_at = null, paused_reason = null
      where r.turn_at is not null and ${inScope(organizationId)} and not exists (select from release_lines l
        where l.release_id = r.id and l.state in ('queued','releasing'))
      returning r.id, r.organization_id),
    resting as (select r.id, r.organization_id from releases r
      where r.paused_reason is not null and ${inScope(organizationId)} for no key update skip locked),
    notice as (insert into release_notices (id, organization_id, release_id)
      select 'rnt_' || replace(gen_random_uuid()::text, '-', ''), r.organization_id, r.id
      from (select * from ended union select * from resting) r
      where exists (select from release_lines l where l.release_id = r.id and ${IS_UNTOLD})
      returning id, release_id)
    update release_lines l set notice_id = notice.id from notice
    where l.release_id = notice.release_id and ${IS_UNTOLD}`);
}

/** It was released, and the owners have not been told yet. */
const IS_UNTOLD = sql`l.state = 'released' and l.notice_id is null`;
