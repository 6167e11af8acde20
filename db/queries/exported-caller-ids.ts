import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { type CallerIdSearch, chosen } from "./caller-id-choice";

export type ExportedCallerId = {
  id: string;
  e164: string;
  status: string;
  source: string;
  country: string;
  region: string | null;
  locality: string | null;
  type: string;
  /** Addresses of who may use it, "; " between them. */
  users: string;
  forwardTo: string | null;
  ringForever: boolean;
  /** ", " between them. */
  labels: string;
  priceMicros: number | null;
  currency: string | null;
  addedAt: Date;
  boughtBy: string | null;
  orderNumber: number | null;
  /** `2026-12-24`, of one that leaves. */
  releaseOn: string | null;
};

/** So many are read at once. */
const BATCH = 2_000;

/** All that a search finds or a mail of releases tells of, by number, or that was chosen, in the order of the choice. */
export async function* callerIdsInBatches(
  db: Db,
  of: InOrganization,
  meant: Meant,
  size = BATCH,
): AsyncGenerator<ExportedCallerId[]> {
  let last: Last = { e164: "", id: "", nr: 0 };
  for (;;) {
    const { rows } = await db.execute<ExportedCallerId & Last>(sql`
      select c.id, c.e164, c.nr, c.status, c.source, c.country, c.region, c.locality, c.type,
        coalesce((select string_agg(u.email, '; ' order by u.email) from assignments a join users u on u.id = a.user_id
          where a.caller_id_id = c.id and u.deactivated_at is null), '') as users,
        c.forward_to as "forwardTo", c.ring_forever as "ringForever",
        array_to_string(c.labels, ', ') as labels,
        c.price_micros::float8 as "priceMicros", c.currency, c.added_at as "addedAt",
        u.email as "boughtBy", o.number as "orderNumber",
        case when c.status = 'leaving' then (select coalesce(r.release_on, r.at::date)::text from release_lines rl
          join releases r on r.id = rl.release_id where rl.caller_id_id = c.id order by r.at desc limit 1) end as "releaseOn"
      from (${after(of, meant, last, size)}) c
      left join order_lines l on l.id = c.order_line_id
      left join orders o on o.id = l.order_id
      left join users u on u.id = o.requester_id
      order by c.nr, c.e164, c.id`);
    // Raw statements give moments as text.
    if (rows.length > 0) yield rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt) }));
    const end = rows.at(-1);
    if (!end || rows.length < size) return;
    last = end;
  }
}

type Meant = CallerIdSearch | { selection: string } | { notice: string };

/** Where a batch ended. */
type Last = { e164: string; id: string; nr: number };

function after(of: InOrganization, meant: Meant, last: Last, size: number) {
  if ("selection" in meant) return chosenAfter(of, meant.selection, last, size);
  if ("notice" in meant) return releasedAfter(of, meant.notice, last, size);
  return foundAfter(of, meant, last, size);
}

const foundAfter = (of: InOrganization, search: CallerIdSearch, { e164, id }: Last, size: number) =>
  sql`select 0 as nr, c.* from caller_ids c where ${chosen(of, search)} and (c.e164, c.id) > (${e164}, ${id})
    order by c.e164, c.id limit ${size}`;

const chosenAfter = ({ organizationId }: InOrganization, selection: string, { nr }: Last, size: number) =>
  sql`select s.nr, c.* from selected_caller_ids s
    join caller_ids c on c.id = s.caller_id_id and c.organization_id = ${organizationId}
    where s.selection_id = ${selection} and s.nr > ${nr} order by s.nr limit ${size}`;

const releasedAfter = (
  { organizationId }: InOrganization,
  noticeId: string,
  { e164, id }: Last,
  size: number,
) =>
  sql`select 0 as nr, c.* from release_lines l
    join caller_ids c on c.id = l.caller_id_id and c.organization_id = ${organizationId}
    where l.notice_id = ${noticeId} and (c.e164, c.id) > (${e164}, ${id})
    order by c.e164, c.id limit ${size}`;
