import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

const ARE_OURS = sql`id ~ '^org_[0-9]{1,5}$'`;

/** Numbered organisations, each with an order under way whose lines are all queued: made by the database, in seconds. */
export async function insertOpenOrders(db: Db, organizations: number, lines: number) {
  await db.execute(sql`
    insert into organizations (id, name, twilio_account_sid)
    select 'org_' || n, 'Organization ' || n, 'AC' || lpad(n::text, 32, '0') from generate_series(1, ${organizations}) n on conflict do nothing`);
  await db.execute(sql`
    insert into users (id, organization_id, email, name, role)
    select replace(id, 'org', 'usr'), id, id || '@test.example', 'Ada', 'admin' from organizations where ${ARE_OURS} on conflict do nothing`);
  await db.execute(sql`
    insert into provider_slots (twilio_account_sid, lane)
    select twilio_account_sid, lane from organizations, generate_series(0, 7) lane where ${ARE_OURS} on conflict do nothing`);
  await db.execute(sql`
    insert into orders (id, organization_id, requester_id, twilio_account_sid, state, fingerprint, forward_to,
      ring_forever, currency, total_micros, expires_at, approved_at, number)
    select replace(id, 'org', 'ord'), id, replace(id, 'org', 'usr'), twilio_account_sid, 'buying', '', '+16285550100',
      false, 'USD', 0, now() + interval '1 day', now(), 1001 from organizations where ${ARE_OURS}`);
  await db.execute(sql`
    insert into order_lines (id, organization_id, order_id, twilio_account_sid, position, e164, country, type,
      price_micros, currency, state)
    select 'lin_' || o.id || '_' || n, organization_id, o.id, twilio_account_sid, n, '+1512' || lpad(n::text, 7, '0'),
      'US', 'local', 1150000, 'USD', 'queued' from orders o, generate_series(1, ${lines}) n where o.id ~ '^ord_[0-9]{1,5}$'`);
  await db.execute(sql`analyze`);
}
