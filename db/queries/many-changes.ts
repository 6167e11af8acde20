import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { callerIdChanges, users } from "@/db/schema";
import type { Admin, InOrganization } from "@/lib/domain/actor/actor";
import type { ChangeCounts, ChangePart, RowOutcome } from "@/lib/domain/caller-ids/change-many";
import { eventRows } from "./audit";
import { wouldComeBack } from "./forwardings";

/** Numbers that one statement changes: the database answers each within its time. */
export const ROWS_AT_ONCE = 10_000;

/** A part of one change: its rows with these numbers. */
type Rows = { changeId: string; first: number; last: number };

const CHANGED = ({ changeId, first, last }: Rows) => sql`changed_caller_ids r
  where r.change_id = ${changeId} and r.outcome = 'changed' and r.nr between ${first} and ${last}`;

export async function insertChange(
  tx: Tx,
  { organizationId, userId }: Admin,
  change: { part: ChangePart; words: string; chosen: number; undoes?: string },
): Promise<string> {
  const [row] = await tx
    .insert(callerIdChanges)
    .values({ organizationId, userId, ...change })
    .returning({ id: callerIdChanges.id });
  if (!row) throw new Error("A change that was just begun is missing");
  return row.id;
}

/** Locks the numbers of these rows, then writes down what becomes of them; counts them. */
export async function insertChanged(
  tx: Tx,
  { changeId, first, last }: Rows,
  plan: SQL,
): Promise<Omit<ChangeCounts, "same">> {
  const batch = sql`select * from (${plan}) p where p.nr between ${first} and ${last}`;
  // What changed while it was waited for is read anew by the next statement.
  // An array, since of rows that were written a moment ago the planner knows no number: it would look through all for each.
  await tx.execute(sql`select count(*) from (select from caller_ids c where c.id = any(array(select id from (${batch}) b))
    order by c.id for no key update) locked`);
  const { rows } = await tx.execute<{ outcome: RowOutcome; count: number }>(sql`
    with written as (insert into changed_caller_ids (change_id, nr, caller_id_id, outcome, before, after)
      select ${changeId}, nr, id, outcome, before, after from (${batch}) b where outcome <> 'same' returning outcome)
    select outcome, count(*)::int as count from written group by outcome`);
  const of = (outcome: RowOutcome) => rows.find((row) => row.outcome === outcome)?.count ?? 0;
  return { changed: of("changed"), moved: of("moved"), kept: of("kept") };
}

/** Writes down how many did what; a change of nothing is none. */
export async function finishChange(tx: Tx, id: string, { changed, moved, kept }: ChangeCounts) {
  if (changed > 0)
    await tx.update(callerIdChanges).set({ changed, moved, kept }).where(eq(callerIdChanges.id, id));
  else await tx.delete(callerIdChanges).where(eq(callerIdChanges.id, id));
  return changed > 0 ? id : null;
}

/** Puts what a change wrote down into the numbers' own rows. People are `changeUsers`. */
export async function writeValues(tx: Tx, part: Exclude<ChangePart, "users">, rows: Rows) {
  const set = {
    forwarding: sql`forward_to = r.after ->> 'forwardTo', ring_forever = (r.after ->> 'ringForever')::boolean`,
    labels: sql`labels = array(select jsonb_array_elements_text(r.after))`,
    lock: sql`locked = r.after::boolean`,
  }[part];
  await tx.execute(sql`update caller_ids c set ${set} from ${CHANGED(rows)} and c.id = r.caller_id_id`);
}

export type Pairs = { userId: string; numbers: number };

/** The same for who may use them; answers how many numbers each person got and lost. */
export async function writeUsers(
  tx: Tx,
  { organizationId }: InOrganization,
  rows: Rows,
): Promise<{ got: Pairs[]; lost: Pairs[] }> {
  const { rows: lost } = await tx.execute<Pairs>(sql`
    with gone as (delete from assignments a using (select r.caller_id_id, r.after from ${CHANGED(rows)}) r
      where a.caller_id_id = r.caller_id_id and not r.after ? a.user_id returning a.user_id)
    select user_id as "userId", count(*)::int as numbers from gone group by user_id`);
  const { rows: got } = await tx.execute<Pairs>(sql`
    with come as (insert into assignments (organization_id, caller_id_id, user_id)
      select ${organizationId}, r.caller_id_id, u.id from
        (select r.caller_id_id, jsonb_array_elements_text(r.after) as user_id from ${CHANGED(rows)}) r
      join users u on u.id = r.user_id and u.organization_id = ${organizationId} and u.deactivated_at is null
      on conflict do nothing returning user_id)
    select user_id as "userId", count(*)::int as numbers from come group by user_id`);
  return { got, lost };
}

/** One event for each number that changed. */
export async function writeNumberEvents(tx: Tx, admin: Admin, part: ChangePart, rows: Rows) {
  const typed = (side: "before" | "after") =>
    sql`(select coalesce(string_agg(l, ', ' order by nr), '') from jsonb_array_elements_text(r.${sql.raw(side)}) with ordinality x (l, nr))`;
  const notIn = (one: "before" | "after", other: "before" | "after") =>
    sql`(select count(*)::int from jsonb_array_elements_text(r.${sql.raw(one)}) u where not r.${sql.raw(other)} ? u)`;
  const { event, details } = {
    forwarding: {
      event: sql`'caller-id.forwarded'`,
      details: sql`'before', r.before ->> 'forwardTo', 'after', r.after ->> 'forwardTo', 'ringForever', r.after -> 'ringForever'`,
    },
    labels: {
      event: sql`'caller-id.labelled'`,
      details: sql`'before', ${typed("before")}, 'after', ${typed("after")}`,
    },
    users: {
      event: sql`'caller-id.users-changed'`,
      details: sql`'added', ${notIn("after", "before")}, 'removed', ${notIn("before", "after")}`,
    },
    lock: {
      event: sql`case when r.after::boolean then 'caller-id.locked' else 'caller-id.unlocked' end`,
      // A lock keeps what leaves, in the same moment.
      details: sql`'keeps', exists (select from release_lines l
        where l.caller_id_id = c.id and l.state = 'kept' and l.finished_at = now())`,
    },
  }[part];
  await eventRows(
    tx,
    admin,
    { event, details, e164: sql`c.e164` },
    sql`(select r.* from ${CHANGED(rows)}) r join caller_ids c on c.id = r.caller_id_id`,
  );
}

/** One change of the organisation, and who made it; null for anybody else's. */
export async function findChange(db: Db | Tx, { organizationId }: InOrganization, id: string) {
  const [row] = await db
    .select({
      change: callerIdChanges,
      who: users.name,
      /** Nothing of it is kept any more, or it has been undone. */
      isPast: sql<boolean>`${callerIdChanges.at} < now() - interval '24 hours'`,
      undoneBy: sql<
        string | null
      >`(select u.id from caller_id_changes u where u.undoes = ${callerIdChanges.id})`,
    })
    .from(callerIdChanges)
    .innerJoin(users, eq(users.id, callerIdChanges.userId))
    .where(and(eq(callerIdChanges.organizationId, organizationId), eq(callerIdChanges.id, id)));
  return row ?? null;
}

/** The newest of the last 24 hours that was not undone. */
export async function findLatestChange(db: Db, { organizationId }: InOrganization) {
  const [row] = await db
    .select({ change: callerIdChanges, who: users.name })
    .from(callerIdChanges)
    .innerJoin(users, eq(users.id, callerIdChanges.userId))
    .where(
      and(
        eq(callerIdChanges.organizationId, organizationId),
        sql`${callerIdChanges.at} > now() - interval '24 hours'`,
        sql`not exists (select from caller_id_changes u where u.undoes = ${callerIdChanges.id})`,
        sql`${callerIdChanges.undoes} is null`,
      ),
    )
    .orderBy(desc(callerIdChanges.at))
    .limit(1);
  return row ?? null;
}

/** Keeps a change to one Undo; false while another has it. */
export async function lockChange(tx: Tx, { organizationId }: InOrganization, id: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`select from caller_id_changes
    where organization_id = ${organizationId} and id = ${id} for update skip locked`);
  return rows.length > 0;
}

/** Whom a change of users had taken numbers from. */
export async function peopleBefore(tx: Tx, changeId: string): Promise<string[]> {
  const { rows } = await tx.execute<{
    id: string;
  }>(sql`select distinct jsonb_array_elements_text(before) as id
    from changed_caller_ids where change_id = ${changeId} and outcome = 'changed'`);
  return rows.map(({ id }) => id);
}

/** Whether a change forwards numbers to one that is ours, or on order, by now. */
export async function forwardsToOurs(tx: Tx, of: InOrganization, changeId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`select from (select distinct after ->> 'forwardTo' as target
      from changed_caller_ids where change_id = ${changeId} and outcome = 'changed') t
    where t.target is not null and ${wouldComeBack(of, sql`t.target`)} limit 1`);
  return rows.length > 0;
}

/** How many people may use one of the chosen numbers at most. */
export async function mostAssigned(tx: Tx, selectionId: string): Promise<number> {
  const { rows } = await tx.execute<{ most: number }>(sql`select coalesce(max(people), 0)::int as most from
    (select count(*) as people from selected_caller_ids s join assignments a on a.caller_id_id = s.caller_id_id
      where s.selection_id = ${selectionId} group by s.caller_id_id) counted`);
  return rows[0]?.most ?? 0;
}

/** How many people a number got or lost at most by a change of users. */
export async function mostPeople(tx: Tx, changeId: string): Promise<number> {
  const { rows } = await tx.execute<{ most: number }>(sql`select coalesce(max(greatest(
    jsonb_array_length(before), jsonb_array_length(after))), 0)::int as most
    from changed_caller_ids where change_id = ${changeId}`);
  return rows[0]?.most ?? 0;
}

type LeftRow = { id: string; e164: string };

/** The first numbers that a change left, by number. */
export async function listLeft(
  db: Db,
  { organizationId }: InOrganization,
  changeId: string,
  outcome: "moved" | "kept",
  atMost: number,
): Promise<LeftRow[]> {
  const { rows } = await db.execute<LeftRow>(sql`select c.id, c.e164 from changed_caller_ids r
    join caller_ids c on c.id = r.caller_id_id and c.organization_id = ${organizationId}
    where r.change_id = ${changeId} and r.outcome = ${outcome} order by c.e164 limit ${atMost}`);
  return rows;
}

/** What can't be undone any more. Of what is older nothing is left: changes are kept for ever, and asked about no more. */
export async function forgetOldValues(db: Db) {
  await db.execute(sql`delete from changed_caller_ids where change_id in (select id from caller_id_changes
    where at < now() - interval '24 hours' and at > now() - interval '30 days')`);
}
