import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Admin } from "@/lib/domain/actor/actor";
import { newId } from "@/lib/domain/new-id";
import { pools } from "@/lib/simulator/inventory";

/** Rows that one statement makes: the database answers each within its time. */
const ROWS_AT_ONCE = 20_000;
const TEAMS = ["Austin", "Boston", "Chicago", "Dallas", "El Paso"];
const TARGETS = ["+16285550100", "+17375550102", "+442079460018"];
const LABELS = ["Q4 push", "Resting", "Front desk", "Toronto handover"];

type Owner = Pick<Admin, "organizationId" | "twilioAccountSid">;

/**
 * Fills an organisation with so many Caller IDs and people, for trying how lists and changes of that size go: places,
 * forwarding, labels, prices and days differ, and everybody may use some. Twilio, and the simulator, know none of them.
 */
export async function seedMany(
  db: Db,
  of: Owner,
  { callerIds, users }: { callerIds: number; users: number },
) {
  await seedUsers(db, of, users);
  const { rows } = await db.execute<{ id: string }>(sql`select id from users
    where organization_id = ${of.organizationId} and deactivated_at is null order by id`);
  const userIds = rows.map(({ id }) => id);
  // Of this run: the numbers are the same each time, so that a longer run adds those that an earlier one left out.
  const batch = newId("many").slice(5, 11);
  for (let first = 0; first < callerIds; first += ROWS_AT_ONCE) {
    const last = Math.min(first + ROWS_AT_ONCE, callerIds) - 1;
    await seedCallerIds(db, of, userIds, { batch, first, last });
  }
  await db.execute(sql`update organizations set maximum_caller_ids = greatest(maximum_caller_ids, ${callerIds * 2})
    where id = ${of.organizationId}`);
  await db.execute(sql`analyze caller_ids, assignments, users`);
}

async function seedUsers(db: Db, { organizationId }: Owner, users: number) {
  const teams = sql`${sql.param(TEAMS)}::text[]`;
  await db.execute(sql`
    insert into users (id, organization_id, name, email, team, role, email_verified)
    select 'usr_' || n || '_' || ${newId("many").slice(5)}, ${organizationId}, 'Person ' || n,
      'person-' || n || '@' || ${newId("many").slice(5)} || '.example', (${teams})[1 + n % ${TEAMS.length}], 'user', now()
    from generate_series(1, ${users}::int) n`);
}

/** Numbers of every area code, by turns; two people each. */
async function seedCallerIds(
  db: Db,
  { organizationId, twilioAccountSid }: Owner,
  userIds: string[],
  { batch, first, last }: { batch: string; first: number; last: number },
) {
  const places = pools("US", "local").map(({ areaCode, numbers }) => {
    const { locality = null, region = null } = numbers(1)[0] ?? {};
    return { areaCode, locality, region };
  });
  const list = (of: string[]) => sql`${sql.param(of)}::text[]`;
  await db.execute(sql`
    with place as (select row_number() over () - 1 as nr, p.* from
        jsonb_to_recordset(${JSON.stringify(places)}::jsonb) p ("areaCode" text, locality text, region text))
    insert into caller_ids (id, organization_id, source, e164, country, type, locality, region, twilio_account_sid, sid,
      forward_to, ring_forever, price_micros, currency, added_at, labels)
    select 'cid_' || ${batch} || n, ${organizationId}, 'twilio',
      '+1' || place."areaCode" || (2000000 + (n / ${places.length} * 4827131::bigint) % 7999993)::text, 'US', 'local', place.locality, place.region,
      ${twilioAccountSid}, 'PN' || md5(${batch} || n), (${list(TARGETS)})[1 + n % ${TARGETS.length}], n % 4 = 0,
      1150000 + (n % 3) * 500000, 'USD', now() - n * interval '7 minutes',
      case when n % 5 = 0 then array[(${list(LABELS)})[1 + (n / 5) % ${LABELS.length}]] else '{}' end
    from generate_series(${first}::int, ${last}::int) n join place on place.nr = n % ${places.length}
    on conflict do nothing`);
  if (userIds.length === 0) return;
  await db.execute(sql`
    insert into assignments (organization_id, caller_id_id, user_id)
    select ${organizationId}, c.id, (${list(userIds)})[1 + (n + k) % ${userIds.length}]
    from generate_series(${first}::int, ${last}::int) n cross join generate_series(0, 1) k
    join caller_ids c on c.id = 'cid_' || ${batch} || n on conflict do nothing`);
}
