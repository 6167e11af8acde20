import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { type Bounds, byNumber, pageOf } from "@/db/keyset";
import { PURCHASABLE_STATES } from "@/lib/domain/orders/order";
import type { PageAsked } from "@/lib/domain/paging/paging";
import {
  type AtTwilio,
  GRACE_MINUTES,
  type Listed,
  RESTING_MINUTES,
  type Scope,
  type View,
} from "@/lib/domain/reconcile/reconcile";
import type { Webhooks } from "@/lib/domain/twilio/provider";

/** One number on which Twilio and our list differ; a side that does not know it is null. */
export type Finding = {
  e164: string;
  country: string;
  type: string;
  /** Known where our list has the number; else Twilio's price book says. */
  priceMicros: number | null;
  currency: string | null;
  twilio: (AtTwilio & { createdAt: Date | null }) | null;
  listed: (Listed & { addedAt: Date }) | null;
  line: {
    id: string;
    orderId: string;
    orderNumber: number;
    fence: number;
    reason: string | null;
    priceMicros: number;
    currency: string;
    attempts: number;
    checks: number;
    lastAttemptAt: Date;
  } | null;
};

/**
 * An order is at work on the number (it was asked for lately, or its turn is coming), or a person is asked about it in
 * another view. One that is paused, that got no answer for long, or whose engine rests, hides nothing.
 */
const UNDER_WAY = sql`exists (select 1 from order_lines l join orders o on o.id = l.order_id
  where l.twilio_account_sid = t.twilio_account_sid and l.e164 = t.e164 and (l.state = 'review'
    or l.state in ('queued', 'intent') and (l.lease_until > now() or o.state in ${PURCHASABLE_STATES}
      and (case when l.state = 'queued' then o.due_at else l.last_attempt_at end)
        > now() - ${RESTING_MINUTES} * interval '1 minute')))`;
/** It was released since, which a reading that began before does not know; an id is never sold again. */
const JUST_RELEASED = sql`exists (select from release_lines g where g.sid = t.sid and g.state = 'released'
  and g.finished_at > now() - interval '1 day')`;
/** The Caller ID `c` that lists a number `t` of the account. */
export const LISTED_AS = sql`c.twilio_account_sid = t.twilio_account_sid and c.e164 = t.e164 and c.released_at is null`;

/** Whether Twilio has exactly these settings; `settingDrifts` in lib/domain/reconcile is the same rule in words. */
export const areSet = ({ voiceUrl, voiceFallbackUrl, statusCallback }: Webhooks) => sql`(not t.overridden
  and t.voice_url = ${voiceUrl} and coalesce(t.voice_method, 'POST') = 'POST'
  and t.voice_fallback_url = ${voiceFallbackUrl} and coalesce(t.voice_fallback_method, 'POST') = 'POST'
  and coalesce(t.status_callback, ${statusCallback}) = ${statusCallback}
  and (${statusCallback} = '' or coalesce(t.status_callback_method, 'POST') = 'POST'))`;
/** Whether it has those that an earlier version set. */
export const isOlder = (older: Webhooks[]) =>
  sql`(${sql.join([sql`false`, ...older.map(areSet)], sql` or `)})`;
/** Twilio bills it under another id than the one that is listed, or it lost its order's name. */
export const IS_RENAMED = sql`(c.sid <> t.sid or (c.order_line_id is not null and c.order_line_id <> t.name))`;

/** The numbers of each kind: where they come from, and which of them count. */
export function findingsOf(view: View, { organizationId, webhooks, older }: Scope): SQL {
  switch (view) {
    case "review":
      return sql`order_lines l join orders o on o.id = l.order_id
        left join twilio_numbers t on t.twilio_account_sid = l.twilio_account_sid and t.e164 = l.e164
        left join caller_ids c on false
        where l.organization_id = ${organizationId} and l.state = 'review'`;
    case "unlisted":
      return sql`twilio_numbers t left join caller_ids c on false
        left join order_lines l on l.id = t.name and l.organization_id = t.organization_id
        left join orders o on o.id = l.order_id
        where t.organization_id = ${organizationId}
          and not exists (select 1 from caller_ids c where ${LISTED_AS}) and not ${UNDER_WAY}
          and not ${JUST_RELEASED}`;
    case "gone":
      return sql`caller_ids c left join twilio_numbers t on false
        left join order_lines l on false left join orders o on false
        where c.organization_id = ${organizationId} and c.source = 'twilio' and c.released_at is null
          and not exists (select 1 from twilio_numbers t where ${LISTED_AS})
          and c.added_at < (select max(r.started_at) from reconcile_runs r
            where r.organization_id = c.organization_id and r.state = 'done') - ${GRACE_MINUTES} * interval '1 minute'`;
    case "drifted":
      return sql`twilio_numbers t join caller_ids c on ${LISTED_AS}
        left join order_lines l on false left join orders o on false
        where t.organization_id = ${organizationId} and (${IS_RENAMED}
          or (c.forward_to is not null and not ${areSet(webhooks)} and not ${isOlder(older)}))`;
    case "older":
      return sql`twilio_numbers t join caller_ids c on ${LISTED_AS}
        left join order_lines l on false left join orders o on false
        where t.organization_id = ${organizationId} and not ${IS_RENAMED}
          and c.forward_to is not null and ${isOlder(older)}`;
  }
}

/** The side of a finding that is always there. */
const SIDE: Record<View, SQL> = {
  review: sql.raw("l"),
  unlisted: sql.raw("t"),
  gone: sql.raw("c"),
  drifted: sql.raw("c"),
  older: sql.raw("c"),
};
/** What the console knows of its price; Twilio's own list says the rest. */
const PRICE: Record<View, { micros: SQL; currency: SQL }> = {
  review: { micros: sql`l.price_micros`, currency: sql`l.currency` },
  unlisted: { micros: sql`null::bigint`, currency: sql`null::text` },
  gone: { micros: sql`c.price_micros`, currency: sql`c.currency` },
  drifted: { micros: sql`c.price_micros`, currency: sql`c.currency` },
  older: { micros: sql`c.price_micros`, currency: sql`c.currency` },
};

type CountedGroup = {
  view: View;
  country: string;
  type: string;
  currency: string | null;
  /** How many, of them how many with a known price, and what those cost a month. */
  count: number;
  priced: number;
  micros: number;
};

/** How many findings there are of each kind, grouped by what decides their price. */
export async function countFindings(db: Db, scope: Scope, views: readonly View[]): Promise<CountedGroup[]> {
  const parts = views.map(
    (view) => sql`select ${view}::text as view, country, type, currency, count(*)::int as count,
        count(micros)::int as priced, coalesce(sum(micros), 0)::float8 as micros
      from (select ${SIDE[view]}.country, ${SIDE[view]}.type, ${PRICE[view].micros} as micros,
        ${PRICE[view].currency} as currency from ${findingsOf(view, scope)}) f
      group by country, type, currency`,
  );
  const { rows } = await db.execute<CountedGroup>(sql.join(parts, sql` union all `));
  return rows;
}

/** One page of findings, by number. */
export async function pageOfFindings(db: Db, scope: Scope, view: View, asked: PageAsked) {
  return pageOf(byNumber(sql`${SIDE[view]}.e164`), asked, async (bounds) =>
    (await select(db, scope, view, bounds)).map((finding) => ({ ...finding, place: finding.e164 })),
  );
}

/** What is found of one number now, or null when nothing differs any more. */
export async function findFinding(
  db: Db | Tx,
  scope: Scope,
  view: View,
  e164: string,
): Promise<Finding | null> {
  const [finding] = await select(db, scope, view, {
    where: sql`${SIDE[view]}.e164 = ${e164}`,
    orderBy: [],
    limit: 1,
  });
  return finding ?? null;
}

async function select(
  db: Db | Tx,
  scope: Scope,
  view: View,
  { where = sql`true`, orderBy, limit }: Bounds,
): Promise<Finding[]> {
  const side = SIDE[view];
  const { micros, currency } = PRICE[view];
  const order = orderBy.length > 0 ? sql`order by ${sql.join(orderBy, sql`, `)}` : sql``;
  const { rows } = await db.execute<Finding>(sql`
    select ${side}.e164, ${side}.country, ${side}.type, ${micros}::float8 as "priceMicros", ${currency} as currency,
      case when t.sid is not null then json_build_object('sid', t.sid, 'e164', t.e164, 'name', t.name,
        'voiceUrl', t.voice_url, 'voiceFallbackUrl', t.voice_fallback_url, 'overridden', t.overridden,
        'voiceMethod', t.voice_method, 'voiceFallbackMethod', t.voice_fallback_method, 'statusCallback', t.status_callback,
        'statusCallbackMethod', t.status_callback_method, 'createdAt', t.created_at) end as twilio,
      case when c.id is not null then json_build_object('id', c.id, 'e164', c.e164, 'sid', c.sid,
        'forwardTo', c.forward_to, 'orderLineId', c.order_line_id, 'addedAt', c.added_at) end as listed,
      case when l.id is not null then json_build_object('id', l.id, 'orderId', l.order_id, 'orderNumber', o.number,
        'fence', l.fence, 'reason', l.reason, 'priceMicros', l.price_micros, 'currency', l.currency, 'attempts', l.attempts, 'checks', l.checks, 'lastAttemptAt', l.last_attempt_at) end as line
    from ${findingsOf(view, scope)} and (${where}) ${order} limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    twilio: row.twilio && { ...row.twilio, createdAt: dateOf(row.twilio.createdAt) },
    listed: row.listed && { ...row.listed, addedAt: new Date(row.listed.addedAt) },
    line: row.line && { ...row.line, lastAttemptAt: new Date(row.line.lastAttemptAt) },
  }));
}

const dateOf = (at: Date | null) => (at === null ? null : new Date(at));
