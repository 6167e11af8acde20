import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { type CallerIdChoice, chosen } from "./caller-id-choice";

/** How many of them one person may not use yet. */
export async function countNotYet(db: Db, of: InOrganization, choice: CallerIdChoice, userId: string) {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from caller_ids c where ${chosen(of, choice)}
      and not exists (select from assignments a where a.caller_id_id = c.id and a.user_id = ${userId})`,
  );
  return rows[0]?.count ?? 0;
}

/** What one person got or lost: how many numbers, and which one where it is one. */
export type AssignedTo = { userId: string; numbers: number; e164: string | null };

/** Pairs that one statement makes: the database answers each within its time. */
export const PAIRS_AT_ONCE = 50_000;

/** Whoever is being deactivated right now is waited for, and gets nothing; in the order in which everybody locks people. */
export async function awaitDeactivations(tx: Tx, { organizationId }: InOrganization, userIds: string[]) {
  await tx.execute(sql`select from (select u.id from users u where u.organization_id = ${organizationId}
    and u.id = any(${sql.param(userIds)}::text[]) order by u.id for share) locked`);
}

/** Lets active people of the organisation use numbers: every pair that is not there yet. Answers what each person got. */
export async function insertAssignments(
  tx: Tx,
  of: InOrganization,
  choice: CallerIdChoice,
  userIds: string[],
) {
  await awaitDeactivations(tx, of, userIds);
  return inBatches(
    tx,
    of,
    choice,
    userIds,
    (numbers) => sql`
    insert into assignments (organization_id, caller_id_id, user_id)
    select ${of.organizationId}, number.id, u.id from unnest(${numbers}::text[]) number (id) cross join users u
    where u.organization_id = ${of.organizationId} and u.id = any(${sql.param(userIds)}::text[])
      and u.deactivated_at is null
    on conflict do nothing returning user_id, caller_id_id`,
  );
}

/** Takes numbers from people; answers what each person lost. */
export const deleteAssignments = (tx: Tx, of: InOrganization, choice: CallerIdChoice, userIds: string[]) =>
  inBatches(
    tx,
    of,
    choice,
    userIds,
    (numbers) => sql`
    delete from assignments where organization_id = ${of.organizationId}
      and caller_id_id = any(${numbers}::text[]) and user_id = any(${sql.param(userIds)}::text[])
    returning user_id, caller_id_id`,
  );

/**
 * Changes pairs in one transaction, so many numbers at a time that no statement is a long one. The numbers are locked in
 * their order first: two who assign at the same moment wait for one another.
 */
async function inBatches(
  tx: Tx,
  of: InOrganization,
  choice: CallerIdChoice,
  userIds: string[],
  change: (numbers: SQL) => SQL,
): Promise<AssignedTo[]> {
  const { rows: locked } = await tx.execute<{ id: string }>(
    sql`select c.id from caller_ids c where ${chosen(of, choice)} order by c.id for no key update`,
  );
  const ids = locked.map(({ id }) => id);
  const size = Math.max(Math.floor(PAIRS_AT_ONCE / Math.max(userIds.length, 1)), 1);
  const totals = new Map<string, AssignedTo>();
  for (let at = 0; at < ids.length; at += size) {
    const { rows } = await tx.execute<AssignedTo>(sql`
      with changed as (${change(sql`${sql.param(ids.slice(at, at + size))}`)})
      select changed.user_id as "userId", count(*)::int as numbers, min(c.e164) as e164
      from changed join caller_ids c on c.id = changed.caller_id_id group by changed.user_id`);
    for (const { userId, numbers, e164 } of rows) {
      const before = totals.get(userId)?.numbers ?? 0;
      totals.set(userId, { userId, numbers: before + numbers, e164: before + numbers === 1 ? e164 : null });
    }
  }
  return [...totals.values()];
}

/** Takes everything from somebody who leaves, and remembers it; answers which of it is listed. */
export async function setAside(tx: Tx, of: InOrganization, userId: string): Promise<string[]> {
  const { rows: locked } = await tx.execute<{ id: string; listed: boolean }>(sql`
    select c.id, c.released_at is null as listed from caller_ids c
    where c.organization_id = ${of.organizationId}
      and c.id in (select a.caller_id_id from assignments a where a.user_id = ${userId})
    order by c.id for no key update`);
  for (let at = 0; at < locked.length; at += PAIRS_AT_ONCE)
    await tx.execute(sql`
      with gone as (
        delete from assignments where user_id = ${userId}
          and caller_id_id = any(${sql.param(locked.slice(at, at + PAIRS_AT_ONCE).map(({ id }) => id))}::text[])
        returning organization_id, caller_id_id, user_id)
      insert into former_assignments (organization_id, caller_id_id, user_id) select * from gone on conflict do nothing`);
  return locked.filter(({ listed }) => listed).map(({ id }) => id);
}

/** The numbers that somebody who left might use and that nobody else has got since. */
export async function listSetAside(db: Db | Tx, { organizationId }: InOrganization, userId: string) {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from former_assignments f join caller_ids c on c.id = f.caller_id_id
    join users u on u.id = f.user_id
    where f.organization_id = ${organizationId} and f.user_id = ${userId} and c.released_at is null
      and not exists (select from assignments a where a.caller_id_id = c.id and a.assigned_at >= u.deactivated_at)`);
  return rows.map(({ id }) => id);
}

export async function forgetSetAside(tx: Tx, { organizationId }: InOrganization, userId: string) {
  await tx.execute(
    sql`delete from former_assignments where organization_id = ${organizationId} and user_id = ${userId}`,
  );
}
