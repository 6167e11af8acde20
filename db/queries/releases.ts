import { and, count, desc, eq, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { callerIds, organizations, releaseLines, releases, users } from "@/db/schema";
import type { InOrganization, Member } from "@/lib/domain/actor/actor";
import type { ReleaseLineState, ReleaseReason } from "@/lib/domain/releases/release";
import { eventRows } from "./audit";
import { planOf } from "./releasable";
import { ensureSlots } from "./slots";

type NewRelease = {
  reason: ReleaseReason;
  words: string;
  /** A day of the organisation's zone; null releases at once. */
  releaseOn: string | null;
  takesAddressOff: boolean;
};

/** Rows of one statement: the database answers each within its time. */
const ROWS_AT_ONCE = 10_000;

/** Writes down that the numbers of a selection are given back, those that can be; how many that were. */
export async function insertRelease(
  tx: Tx,
  admin: Member & { twilioAccountSid: string },
  { id: selectionId, numbers }: { id: string; numbers: number },
  { reason, words, releaseOn, takesAddressOff }: NewRelease,
): Promise<{ releaseId: string; released: number }> {
  const { organizationId, userId, twilioAccountSid } = admin;
  const isNow = releaseOn === null;
  const [release] = await tx
    .insert(releases)
    .values({
      organizationId,
      userId,
      twilioAccountSid,
      reason,
      words,
      releaseOn,
      numbers: 0,
      ...(isNow ? begun : {}),
    })
    .returning({ id: releases.id });
  if (!release) throw new Error("A release that was just made is missing");
  const releaseId = release.id;
  await ensureSlots(tx, twilioAccountSid);
  let released = 0;
  for (let at = 0; at < numbers; at += ROWS_AT_ONCE) {
    const range = sql`nr > ${at} and nr <= ${at + ROWS_AT_ONCE}`;
    const { rowCount } = await tx.execute(sql`
      with goes as materialized (select * from ${planOf(selectionId)} p where p.${range} and p.outcome = 'goes'),
      left_ as (update caller_ids c set status = 'leaving' from goes where c.id = goes.id)
      insert into release_lines (id, organization_id, release_id, caller_id_id, twilio_account_sid, e164, sid, state,
        takes_address_off)
      select 'rln_' || replace(gen_random_uuid()::text, '-', ''), ${organizationId}, ${releaseId}, goes.id,
        goes.twilio_account_sid, goes.e164, goes.sid, ${isNow ? "queued" : "leaving"}, ${takesAddressOff}
      from goes`);
    released += rowCount ?? 0;
  }
  await tx.update(releases).set({ numbers: released }).where(eq(releases.id, releaseId));
  const details = sql`'until', ${releaseOn}::text, 'reason', ${reason}::text, 'words', ${words}::text`;
  await eventRows(
    tx,
    admin,
    { event: sql`'caller-id.leaving'`, e164: sql`l.e164`, details },
    sql`release_lines l where l.release_id = ${releaseId}`,
  );
  return { releaseId, released };
}

const begun = { begunAt: sql`now()`, turnAt: sql`now()` };

/** Releases that wait for a day until then, and where they are. */
export async function listWaitingReleases(db: Db, day: string) {
  return db
    .select({
      id: releases.id,
      releaseOn: releases.releaseOn,
      country: organizations.defaultCountry,
      timeZone: organizations.timeZone,
    })
    .from(releases)
    .innerJoin(organizations, eq(organizations.id, releases.organizationId))
    .where(and(isNull(releases.begunAt), lte(releases.releaseOn, day)));
}

/** Puts what is left of releases into the engine's queue, each once. */
export async function beginReleases(db: Db, ids: string[]): Promise<void> {
  await db.execute(sql`
    with due as (update releases set begun_at = now(), turn_at = now()
      where id = any(${sql.param(ids)}::text[]) and begun_at is null returning id)
    update release_lines l set state = 'queued' from due where l.release_id = due.id and l.state = 'leaving'`);
}

/** Nobody changes the numbers of a selection until the end of the transaction. */
export async function lockSelected(tx: Tx, selectionId: string): Promise<void> {
  // In the order of their ids, as whoever changes many of them locks them.
  await tx.execute(sql`select from caller_ids c join selected_caller_ids r on r.caller_id_id = c.id
    where r.selection_id = ${selectionId} order by c.id for update of c`);
}

/**
 * Takes numbers back out of a release that Twilio was not asked about yet, all or one, some at a time, and what it did not
 * give up; how many those are.
 */
export async function keepLeaving(
  tx: Tx,
  admin: Member,
  { releaseId, callerIdId = null }: { releaseId: string; callerIdId?: string | null },
): Promise<number> {
  const { organizationId } = admin;
  for (let kept = 0; ; ) {
    // Callers are locked before their lines, in the order of their ids, as everybody does.
    const { rows: locked } = await tx.execute<{ id: string }>(sql`
      select c.id from caller_ids c where c.id = any(array(select l.caller_id_id from release_lines l
        where l.organization_id = ${organizationId} and l.release_id = ${releaseId}
          and (${callerIdId}::text is null or l.caller_id_id = ${callerIdId}) and l.state in ('leaving','queued','refused')
        limit ${ROWS_AT_ONCE}))
      order by c.id for no key update`);
    if (locked.length === 0) return kept;
    const ids = sql`${sql.param(locked.map(({ id }) => id))}::text[]`;
    const { rows } = await tx.execute<{ id: string }>(sql`
      update release_lines l set state = 'kept', finished_at = now(), lease_until = null
      where l.release_id = ${releaseId} and l.caller_id_id = any(${ids}) and l.state in ('leaving','queued','refused')
      returning l.caller_id_id as id`);
    if (rows.length === 0) return kept;
    await tx.execute(
      sql`update caller_ids c set status = 'active' where c.id = any(${ids}) and c.status = 'leaving'
        and not exists (select from release_lines l where l.caller_id_id = c.id
          and l.state in ('leaving','queued','releasing'))`,
    );
    kept += rows.length;
    await eventRows(
      tx,
      admin,
      { event: sql`'caller-id.kept'`, e164: sql`c.e164`, details: null },
      sql`caller_ids c where c.id = any(${sql.param(rows.map(({ id }) => id))}::text[])`,
    );
  }
}

/** Goes on with a release that rests; whether it did. */
export async function unpauseRelease(tx: Tx, { organizationId }: InOrganization, releaseId: string) {
  const rows = await tx
    .update(releases)
    .set({ pausedReason: null, turnAt: sql`now()` })
    .where(
      and(
        eq(releases.organizationId, organizationId),
        eq(releases.id, releaseId),
        sql`${releases.pausedReason} is not null`,
      ),
    )
    .returning({ id: releases.id });
  if (rows.length === 0) return false;
  await tx.execute(sql`update release_lines set checks = least(checks, 1), not_before = null
    where release_id = ${releaseId} and state in ('queued','releasing')`);
  return true;
}

/** A release of the organisation, and who it was. */
export async function findRelease(db: Db, { organizationId }: InOrganization, releaseId: string) {
  const [row] = await db
    .select({ release: releases, who: users.name })
    .from(releases)
    .innerJoin(users, eq(users.id, releases.userId))
    .where(and(eq(releases.organizationId, organizationId), eq(releases.id, releaseId)));
  return row ?? null;
}

const countBy = (db: Db, which: SQL | undefined) =>
  db
    .select({ state: releaseLines.state, numbers: count() })
    .from(releaseLines)
    .where(which)
    .groupBy(releaseLines.state);

/** A release's numbers, those first that somebody has to do something about, and how many there are in each state. */
export async function linesOfRelease(
  db: Db,
  { organizationId }: InOrganization,
  releaseId: string,
  limit: number,
) {
  const mine = and(eq(releaseLines.organizationId, organizationId), eq(releaseLines.releaseId, releaseId));
  const { callerIdId, e164, state, failure, addressLooks, finishedAt } = releaseLines;
  const [lines, counts] = await Promise.all([
    db
      .select({
        ...{ callerIdId, e164, state, failure, addressLooks, finishedAt },
        ...{ country: callerIds.country, type: callerIds.type },
      })
      .from(releaseLines)
      .innerJoin(callerIds, eq(callerIds.id, callerIdId))
      .where(mine)
      .orderBy(
        sql`${state} = 'refused' desc, ${state} = 'releasing' desc, ${finishedAt} desc nulls first, ${e164}`,
      )
      .limit(limit),
    countBy(db, mine),
  ]);
  return {
    lines,
    counts: Object.fromEntries(counts.map((row) => [row.state, row.numbers])) as Partial<
      Record<ReleaseLineState, number>
    >,
  };
}

const linesIn = (...states: ReleaseLineState[]) =>
  sql<number>`(select count(*)::int from release_lines l where l.release_id = ${releases.id} and l.state in ${states})`;

/** The newest of the last day, whoever made it, who it was, and how far it is. */
export async function findLatestRelease(db: Db, { organizationId }: InOrganization) {
  const [row] = await db
    .select({
      id: releases.id,
      at: releases.at,
      numbers: releases.numbers,
      releaseOn: releases.releaseOn,
      who: users.name,
      ...{ released: linesIn("released"), open: linesIn("leaving", "queued", "releasing") },
    })
    .from(releases)
    .innerJoin(users, eq(users.id, releases.userId))
    .where(
      and(eq(releases.organizationId, organizationId), sql`${releases.at} > now() - interval '24 hours'`),
    )
    .orderBy(desc(releases.at))
    .limit(1);
  return row ?? null;
}

/** Those of an organisation that rest, newest first. */
export const listResting = (db: Db, { organizationId }: InOrganization) =>
  db
    .select({ id: releases.id, numbers: releases.numbers, reason: releases.pausedReason })
    .from(releases)
    .where(and(eq(releases.organizationId, organizationId), sql`${releases.pausedReason} is not null`))
    .orderBy(desc(releases.at))
    .limit(5);
