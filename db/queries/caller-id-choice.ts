import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { type CallerIdStatus, isListed } from "@/lib/domain/caller-ids/status";
import { numbersOfAreaCode } from "@/lib/domain/geography/area-codes";
import { cleanTyped } from "@/lib/domain/typed-text";
import { contains, keyOf } from "./search-key";

/**
 * Which of an organisation's Caller IDs are meant: these, those that a search finds, or those that the whole of a team may
 * use (`beside` somebody who has just joined it).
 */
export type CallerIdChoice =
  /** Of what is listed, unless `unlisted` too are meant. */
  { ids: string[]; unlisted?: boolean } | CallerIdSearch | { usedByTeam: string; beside: string };

/**
 * A part of a number, place, label or person, an area code, whose numbers alone are meant or are left out, and more of
 * what a list filters by; all that are listed where it names nothing.
 */
export type CallerIdSearch = {
  search?: string;
  areaCode?: string;
  usedBy?: string;
  notOf?: string;
  /** Used by somebody in it. */
  team?: string;
  unassigned?: boolean;
  status?: CallerIdStatus;
  source?: "twilio" | "own";
  /** ISO 3166. */
  country?: string;
  /** A state or province, in its two letters. */
  region?: string;
  ringForever?: boolean;
  needsAttention?: boolean;
  /** Digits of it, or null: call-backs go nowhere. */
  forwardTo?: string | null;
  label?: string;
  /** Days in a zone, the last included: `2026-11-27`. */
  added?: { from: string | null; to: string | null; zone: string };
};

/** Caller IDs `c` of the organisation that are meant: listed ones, unless a status is. */
export function chosen(of: InOrganization, choice: CallerIdChoice): SQL {
  const ours = sql`c.organization_id = ${of.organizationId}`;
  const listed = sql`${ours} and c.released_at is null`;
  if ("ids" in choice)
    return sql`${choice.unlisted ? ours : listed} and c.id = any(${sql.param(choice.ids)}::text[])`;
  if ("usedByTeam" in choice) return sql`${listed} and c.id in (${usedByAllOf(of, choice)})`;
  const { status } = choice;
  const conditions = [
    status ? sql`${isListed(status) ? listed : ours} and c.status = ${status}` : listed,
    ...searched(of, choice.search ?? ""),
    ...byUsers(of, choice),
    ...byProperties(choice),
  ];
  return sql.join(conditions, sql` and `);
}

function byUsers(of: InOrganization, { usedBy, notOf, team, unassigned }: CallerIdSearch): SQL[] {
  const conditions: SQL[] = [];
  const users = sql`select a.user_id from assignments a where a.caller_id_id = c.id`;
  if (usedBy !== undefined)
    conditions.push(sql`c.id in (select a.caller_id_id from assignments a where a.user_id = ${usedBy})`);
  if (notOf) conditions.push(sql`not exists (${users} and a.user_id = ${notOf})`);
  if (unassigned) conditions.push(sql`not exists (${users})`);
  if (team)
    conditions.push(sql`c.id in (select a.caller_id_id from assignments a join users u on u.id = a.user_id
      where u.organization_id = ${of.organizationId} and u.team = ${team})`);
  return conditions;
}

function byProperties(search: CallerIdSearch): SQL[] {
  const { areaCode, source, country, region, ringForever, needsAttention, forwardTo, label, added } = search;
  const conditions: SQL[] = [];
  if (areaCode) conditions.push(sql`starts_with(c.e164, ${numbersOfAreaCode(areaCode)})`);
  if (source) conditions.push(sql`c.source = ${source}`);
  if (country) conditions.push(sql`c.country = ${country}`);
  if (region) conditions.push(sql`c.region = ${region}`);
  if (ringForever !== undefined) conditions.push(sql`c.ring_forever = ${ringForever}`);
  if (needsAttention !== undefined)
    conditions.push(needsAttention ? sql`c.attention is not null` : sql`c.attention is null`);
  if (forwardTo === null) conditions.push(sql`c.forward_to is null`);
  else if (forwardTo) conditions.push(sql`strpos(c.forward_to, ${forwardTo}) > 0`);
  if (label)
    conditions.push(
      sql`exists (select from unnest(c.labels) l where lower(l collate "und-x-icu") = lower(${label} collate "und-x-icu"))`,
    );
  if (added?.from)
    conditions.push(sql`c.added_at >= (${added.from}::date::timestamp at time zone ${added.zone})`);
  if (added?.to)
    conditions.push(sql`c.added_at < ((${added.to}::date + 1)::timestamp at time zone ${added.zone})`);
  return conditions;
}

/**
 * A part of the number, however typed; or of its place, a label or the name of who may use it, without accents. Fewer
 * than three characters have to begin a word: the index knows no others.
 */
function searched(of: InOrganization, typed: string): SQL[] {
  const search = cleanTyped(typed);
  if (!search) return [];
  const part = (text: string) =>
    sql`c.search_text like ${text.length < 3 ? "% " : "%"} || ${keyOf(text.replace(/[\\%_]/g, "\\$&"))} || '%'`;
  const digits = search.replace(/\D/g, "");
  // "Route 66, TX" is a place: its digits are no part of a number.
  if (digits && !/\p{L}/u.test(search)) {
    const parts = new Set([digits, search, ...(digits.length < 3 ? [`1${digits}`] : [])]);
    return [sql`(${sql.join([...parts].map(part), sql` or `)})`];
  }
  // People first, then what they may use: within an "or" the index of the words would be of no use.
  return [
    sql`c.id in (select c.id from caller_ids c where c.organization_id = ${of.organizationId} and ${part(search)}
      union select a.caller_id_id from assignments a where a.user_id in (select u.id from users u
        where u.organization_id = ${of.organizationId} and ${contains(sql`u.name`, search)}))`,
  ];
}

/** The numbers that every other active person of a team may use. */
function usedByAllOf(
  { organizationId }: InOrganization,
  { usedByTeam, beside }: { usedByTeam: string; beside: string },
): SQL {
  const members = sql`select id from users where organization_id = ${organizationId}
    and team = ${usedByTeam} and id <> ${beside} and deactivated_at is null`;
  return sql`select a.caller_id_id from assignments a where a.user_id in (${members})
    group by a.caller_id_id having count(*) = (select count(*) from (${members}) m)`;
}

export async function countChosen(db: Db | Tx, of: InOrganization, choice: CallerIdChoice): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from caller_ids c where ${chosen(of, choice)}`,
  );
  return rows[0]?.count ?? 0;
}
