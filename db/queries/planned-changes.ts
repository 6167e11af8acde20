import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type {
  ChangeCounts,
  ChangePart,
  IntendedChange,
  RowOutcome,
} from "@/lib/domain/caller-ids/change-many";
import { MAX_LABELS } from "@/lib/domain/caller-ids/labels";
import { wouldComeBack } from "./forwardings";

const USERS = sql`(select coalesce(jsonb_agg(a.user_id order by a.user_id), '[]') from assignments a where a.caller_id_id = c.id)`;

/** What a number has of one part, as JSON: two are alike where nothing differs. */
const VALUES: Record<ChangePart, SQL> = {
  forwarding: sql`jsonb_build_object('forwardTo', c.forward_to, 'ringForever', c.ring_forever)`,
  labels: sql`to_jsonb(c.labels)`,
  users: USERS,
  lock: sql`to_jsonb(c.locked)`,
};

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

/** What it has afterwards. */
function valueAfter(change: IntendedChange): SQL {
  switch (change.part) {
    case "forwarding":
      return json({ forwardTo: change.forwardTo, ringForever: change.ringForever });
    case "lock":
      return json(change.locked);
    case "labels": {
      const labels = sql`${sql.param(change.labels)}::text[]`;
      const isOneOf = (label: string, list: SQL) =>
        sql`exists (select from unnest(${list}) o where lower(o collate "und-x-icu") = lower(${sql.raw(label)} collate "und-x-icu"))`;
      const among = (list: SQL, where: SQL) =>
        sql`array(select l from unnest(${list}) with ordinality x (l, nr) where ${where} order by nr)`;
      return {
        add: sql`to_jsonb(c.labels || ${among(labels, sql`not ${isOneOf("l", sql`c.labels`)}`)})`,
        remove: sql`to_jsonb(${among(sql`c.labels`, sql`not ${isOneOf("l", labels)}`)})`,
        replace: sql`to_jsonb(${labels})`,
      }[change.how];
    }
    case "users": {
      const ids = sql`${sql.param(change.userIds)}::text[]`;
      const sorted = (rows: SQL) =>
        sql`(select coalesce(jsonb_agg(u order by u), '[]') from (${rows}) x (u))`;
      const now = sql`select a.user_id from assignments a where a.caller_id_id = c.id`;
      return {
        add: sorted(sql`${now} union select unnest(${ids})`),
        remove: sorted(sql`${now} and a.user_id <> all(${ids})`),
        replace: sorted(sql`select unnest(${ids})`),
      }[change.how];
    }
  }
}

/** Which can't be so. */
function isKept(change: IntendedChange): SQL {
  const isReleased = sql`c.released_at is not null`;
  switch (change.part) {
    case "forwarding":
      return sql`(${isReleased} or c.source <> 'twilio')`;
    case "labels":
      return sql`jsonb_array_length(after) > ${MAX_LABELS}`;
    case "users":
    case "lock":
      return isReleased;
  }
}

/** The rows of a selection as they are, and as they are to be: `nr, id, before, after, outcome`. */
export function planned(selectionId: string, change: IntendedChange): SQL {
  return sql`select nr, id, before, after, case when before = after then 'same' when ${isKept(change)} then 'kept'
      when c.version <> chosen_version then 'moved' else 'changed' end as outcome
    from (select r.nr, r.version as chosen_version, c.*, ${VALUES[change.part]} as before, ${valueAfter(change)} as after
      from selected_caller_ids r join caller_ids c on c.id = r.caller_id_id
      where r.selection_id = ${selectionId}) c`;
}

/**
 * The same for what a change replaced, wherever nobody has changed it since; people who left get nothing back, and no
 * number is forwarded to one that became ours.
 */
export function plannedUndo(of: InOrganization, changeId: string, part: ChangePart): SQL {
  const back =
    part === "users"
      ? sql`(select coalesce(jsonb_agg(u.id order by u.id), '[]') from jsonb_array_elements_text(r.before) b
          join users u on u.id = b and u.deactivated_at is null)`
      : sql`r.before`;
  const isKept = {
    // Few targets are asked about, not each row's.
    forwarding: sql`(c.released_at is not null or coalesce(c.after ->> 'forwardTo' in (select t.target from
      (select distinct before ->> 'forwardTo' as target from changed_caller_ids
        where change_id = ${changeId} and outcome = 'changed') t
      where t.target is not null and ${wouldComeBack(of, sql`t.target`)}), false))`,
    labels: sql`false`,
    users: sql`c.released_at is not null`,
    lock: sql`c.released_at is not null`,
  }[part];
  return sql`select nr, id, before, after, case when before = after then 'same' when before <> was_set then 'moved'
      when ${isKept} then 'kept' else 'changed' end as outcome
    from (select r.nr, r.after as was_set, c.id, c.released_at, ${VALUES[part]} as before, ${back} as after
      from changed_caller_ids r join caller_ids c on c.id = r.caller_id_id
      where r.change_id = ${changeId} and r.outcome = 'changed') c`;
}

/** How many do what. */
export async function countPlanned(db: Db | Tx, rows: SQL): Promise<ChangeCounts> {
  const { rows: counts } = await db.execute<{ outcome: RowOutcome; count: number }>(
    sql`select outcome, count(*)::int as count from (${rows}) p group by outcome`,
  );
  const of = (outcome: RowOutcome) => counts.find((row) => row.outcome === outcome)?.count ?? 0;
  return { changed: of("changed"), same: of("same"), moved: of("moved"), kept: of("kept") };
}

type PlannedRow = {
  id: string;
  e164: string;
  source: "twilio" | "own";
  type: string;
  locality: string | null;
  region: string | null;
  before: unknown;
  after: unknown;
};

/** The first of those with one outcome, by number. */
export async function firstPlanned(
  db: Db,
  of: InOrganization,
  rows: SQL,
  outcome: RowOutcome,
  atMost: number,
) {
  const { rows: first } = await db.execute<PlannedRow>(sql`
    select c.id, c.e164, c.source, c.type, c.locality, c.region, p.before, p.after
    from (${rows}) p join caller_ids c on c.id = p.id
    where c.organization_id = ${of.organizationId} and p.outcome = ${outcome} order by c.e164 limit ${atMost}`);
  return first;
}
