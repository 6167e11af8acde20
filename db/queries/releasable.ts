import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { OPEN_STATES } from "@/lib/domain/orders/line";
import { UNFINISHED_STATES } from "@/lib/domain/orders/order";
import type { ReleaseCounts, ReleaseRowOutcome } from "@/lib/domain/releases/release";

/** The order that bought it goes on, an order is at work on its number, or a person is asked whether it was bought. */
const IN_ORDER = sql`(exists (select from order_lines l join orders o on o.id = l.order_id
  where l.id = c.order_line_id and o.state in ${UNFINISHED_STATES}) or exists (select from order_lines l join orders o on o.id = l.order_id
  where l.twilio_account_sid = c.twilio_account_sid and l.e164 = c.e164
    and (l.state in ${OPEN_STATES} and o.state in ${UNFINISHED_STATES} or l.state = 'review')))`;

/** What becomes of each number of a selection that is to be released: the Caller ID with its `nr` and `outcome`. */
export const planOf = (
  selectionId: string,
) => sql`(select r.nr, c.*, case when c.released_at is not null then 'gone'
    when c.source <> 'twilio' then 'own' when c.status = 'leaving' then 'going' when c.locked then 'locked'
    when ${IN_ORDER} then 'in-order' when c.version <> r.version then 'moved' else 'goes' end as outcome
  from selected_caller_ids r join caller_ids c on c.id = r.caller_id_id where r.selection_id = ${selectionId})`;

/** How many of a selection have which outcome, what those that go cost a month, and how many people use them. */
export async function countReleasable(db: Db | Tx, selectionId: string) {
  const { rows } = await db.execute<{
    outcome: ReleaseRowOutcome;
    numbers: number;
    micros: number;
    currency: string | null;
  }>(sql`
    select outcome, count(*)::int as numbers, coalesce(sum(price_micros), 0)::float8 as micros, max(currency) as currency
    from ${planOf(selectionId)} p group by outcome`);
  const counts: ReleaseCounts = { goes: 0, locked: 0, "in-order": 0, own: 0, going: 0, gone: 0, moved: 0 };
  for (const { outcome, numbers } of rows) counts[outcome] = numbers;
  const goes = rows.find(({ outcome }) => outcome === "goes");
  return { counts, monthlyMicros: goes?.micros ?? 0, currency: goes?.currency ?? "USD" };
}

/** People who may use what goes. */
export async function countUsersOf(db: Db, selectionId: string): Promise<number> {
  const { rows } = await db.execute<{ people: number }>(sql`
    select count(distinct a.user_id)::int as people from ${planOf(selectionId)} p
    join assignments a on a.caller_id_id = p.id join users u on u.id = a.user_id and u.deactivated_at is null
    where p.outcome = 'goes'`);
  return rows[0]?.people ?? 0;
}

/** On which days of the month (UTC) what goes is billed: how many numbers, what they cost, and what stands in the way. */
export async function billsOfReleasable(db: Db | Tx, selectionId: string) {
  const { rows } = await db.execute<{
    day: number;
    numbers: number;
    micros: number;
    withAddress: number;
    overridden: number;
  }>(sql`
    select extract(day from coalesce(t.created_at, p.added_at) at time zone 'UTC')::int as day, count(*)::int as numbers,
      coalesce(sum(p.price_micros), 0)::float8 as micros,
      count(*) filter (where coalesce(t.emergency_address_sid, '') <> '')::int as "withAddress",
      count(*) filter (where t.overridden)::int as overridden
    from ${planOf(selectionId)} p
    left join twilio_numbers t on t.twilio_account_sid = p.twilio_account_sid and t.sid = p.sid
    where p.outcome = 'goes' group by 1`);
  return rows;
}

/** The first that go, or that stay, those first that most people use. */
export async function firstReleasable(db: Db, selectionId: string, which: "goes" | "stays", limit: number) {
  const { rows } = await db.execute<{
    id: string;
    e164: string;
    source: "twilio" | "own";
    outcome: ReleaseRowOutcome;
    users: number;
    createdAt: string;
    priceMicros: number | null;
    currency: string | null;
  }>(sql`
    select p.id, p.e164, p.source, p.outcome, coalesce(a.users, 0)::int as users,
      coalesce(t.created_at, p.added_at)::text as "createdAt", p.price_micros::float8 as "priceMicros", p.currency
    from ${planOf(selectionId)} p
    left join lateral (select count(*) as users from assignments a join users u on u.id = a.user_id
      where a.caller_id_id = p.id and u.deactivated_at is null) a on true
    left join twilio_numbers t on t.twilio_account_sid = p.twilio_account_sid and t.sid = p.sid
    where (p.outcome = 'goes') = ${which === "goes"} order by users desc, p.nr limit ${limit}`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}
