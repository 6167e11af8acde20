import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { byName, pageOf } from "@/db/keyset";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { PageAsked } from "@/lib/domain/paging/paging";
import type { PeopleFilter } from "@/lib/domain/people/people-filter";
import { type PersonRole, roleColumns } from "@/lib/domain/people/role";
import { contains } from "./search-key";

/** Somebody of the organisation as its administrators see them. */
export type Person = {
  id: string;
  name: string;
  email: string;
  phone: string | null;
  team: string | null;
  role: PersonRole;
  version: number;
  createdAt: Date;
  invitedAt: Date | null;
  deactivatedAt: Date | null;
  lastSignInAt: Date | null;
  /** Whether they want a mail when an order of theirs is finished. */
  finishedMails: boolean;
  /** How many Caller IDs they may use. */
  callerIds: number;
};

const COLUMNS = sql`u.id, u.name, u.email, u.phone, u.team, u.version,
  case when u.owner then 'owner' else u.role end as role,
  u.created_at as "createdAt", u.invited_at as "invitedAt", u.deactivated_at as "deactivatedAt",
  u.email_verified as "lastSignInAt", u.finished_mails as "finishedMails",
  (select count(*)::int from assignments a join caller_ids c on c.id = a.caller_id_id
    where a.user_id = u.id and c.status = 'active') as "callerIds"`;

/** Whom a list shows; also those alone who may use one Caller ID. */
type Meant = Partial<PeopleFilter> & { uses?: string };

function matching(
  { organizationId }: InOrganization,
  { q = null, role = null, team = null, active = null, uses }: Meant,
): SQL {
  const conditions = [sql`u.organization_id = ${organizationId}`];
  if (uses)
    conditions.push(sql`u.id in (select a.user_id from assignments a where a.caller_id_id = ${uses})`);
  if (q !== null) {
    conditions.push(sql`(${contains(sql`u.name`, q)} or ${contains(sql`u.email`, q)})`);
  }
  if (role !== null) {
    const columns = roleColumns(role);
    conditions.push(sql`u.role = ${columns.role} and u.owner = ${columns.owner}`);
  }
  if (team !== null) conditions.push(sql`lower(u.team) = lower(${team})`);
  if (active !== null)
    conditions.push(active === "yes" ? sql`u.deactivated_at is null` : sql`u.deactivated_at is not null`);
  return sql.join(conditions, sql` and `);
}

/** People by name, as pages. */
export async function pageOfPeople(db: Db, of: InOrganization, filter: Meant, asked: PageAsked) {
  return pageOf(byName(), asked, async ({ where = sql`true`, orderBy, limit }) => {
    const { rows } = await db.execute<Row>(sql`select ${COLUMNS}, u.id as place from users u
      where ${matching(of, filter)} and ${where} order by ${sql.join(orderBy, sql`, `)} limit ${limit}`);
    return rows.map(readRow);
  });
}

/** Everybody that a filter finds, in the order of the list, `size` at a time: for a file. */
export async function* peopleInBatches(db: Db, of: InOrganization, filter: PeopleFilter, size: number) {
  let after: string | null = null;
  for (;;) {
    const where: SQL | null = after === null ? null : byName().after(after);
    const { rows }: { rows: Row[] } = await db.execute<Row>(sql`select ${COLUMNS}, u.id as place from users u
      where ${matching(of, filter)} and ${where ?? sql`true`} order by lower(u.name), u.id limit ${size}`);
    if (rows.length > 0) yield rows.map(readRow);
    if (rows.length < size) return;
    after = rows.at(-1)?.place ?? null;
  }
}

/** One person of the organisation; null for anybody else's. */
export async function findPerson(db: Db | Tx, { organizationId }: InOrganization, userId: string) {
  const { rows } = await db.execute<Row>(sql`select ${COLUMNS}, u.id as place from users u
    where u.organization_id = ${organizationId} and u.id = ${userId}`);
  return rows[0] ? readRow(rows[0]) : null;
}

/** How many people there are, and how many of the active ones are what. */
export async function countPeople(db: Db, { organizationId }: InOrganization, filter: PeopleFilter) {
  const { rows } = await db.execute<PeopleCounts>(sql`
    select count(*)::int as everybody,
      count(*) filter (where ${matching({ organizationId }, filter)})::int as found,
      count(*) filter (where u.deactivated_at is null)::int as active,
      count(*) filter (where u.deactivated_at is null and u.invited_at is not null and u.email_verified is null)::int
        as invited,
      count(*) filter (where u.deactivated_at is null and u.owner)::int as owners,
      count(*) filter (where u.deactivated_at is null and u.role = 'admin' and not u.owner)::int as admins
    from users u where u.organization_id = ${organizationId}`);
  return rows[0] as PeopleCounts;
}
type PeopleCounts = Record<"everybody" | "found" | "active" | "invited" | "owners" | "admins", number>;

/** Active people to choose from, by name, each with how many Caller IDs they may use already. */
export async function listPickable(db: Db, { organizationId }: InOrganization) {
  const { rows } = await db.execute<Pickable>(sql`
    select u.id, u.name, u.email, u.team, coalesce(used.numbers, 0)::int as "callerIds"
    from users u left join (select a.user_id, count(*) as numbers from assignments a
      join caller_ids c on c.id = a.caller_id_id and c.status = 'active'
      where a.organization_id = ${organizationId} group by a.user_id) used on used.user_id = u.id
    where u.organization_id = ${organizationId} and u.deactivated_at is null
    order by lower(u.name), u.id`);
  return rows;
}
export type Pickable = { id: string; name: string; email: string; team: string | null; callerIds: number };

/** The names of active people and their teams, by name: without what takes a look at everything that they may use. */
export async function listNames(db: Db, { organizationId }: InOrganization) {
  const { rows } = await db.execute<{ id: string; name: string; team: string | null }>(sql`
    select id, name, team from users where organization_id = ${organizationId} and deactivated_at is null
    order by lower(name), id`);
  return rows;
}

/** The active admins, owners among them. */
export async function listActiveAdmins(db: Db | Tx, { organizationId }: InOrganization) {
  const { rows } = await db.execute<{ id: string; email: string }>(sql`select id, email from users
    where organization_id = ${organizationId} and role = 'admin' and deactivated_at is null order by id`);
  return rows;
}

/** Who may use one Caller ID. */
export async function usersOf(db: Db, { organizationId }: InOrganization, callerIdId: string) {
  const { rows } = await db.execute<{ id: string }>(sql`select user_id as id from assignments
    where organization_id = ${organizationId} and caller_id_id = ${callerIdId}`);
  return rows.map(({ id }) => id);
}

/** The teams that active people are in, and how many each has. */
export async function listTeams(db: Db | Tx, { organizationId }: InOrganization) {
  const { rows } = await db.execute<{ team: string; people: number }>(sql`
    select team, count(*)::int as people from users
    where organization_id = ${organizationId} and team is not null and deactivated_at is null
    group by team order by lower(team)`);
  return rows;
}

/** The active people of these teams, at this moment. */
export async function membersOfTeams(db: Db | Tx, { organizationId }: InOrganization, teams: string[]) {
  if (teams.length === 0) return [];
  const { rows } = await db.execute<{ id: string }>(sql`select id from users
    where organization_id = ${organizationId} and team = any(${sql.param(teams)}::text[]) and deactivated_at is null`);
  return rows.map(({ id }) => id);
}

type Row = Person & { place: string };

/** Raw statements give moments as text. */
const readRow = (row: Row): Row => ({
  ...row,
  createdAt: new Date(row.createdAt),
  invitedAt: row.invitedAt && new Date(row.invitedAt),
  deactivatedAt: row.deactivatedAt && new Date(row.deactivatedAt),
  lastSignInAt: row.lastSignInAt && new Date(row.lastSignInAt),
});
