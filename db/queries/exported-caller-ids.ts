import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { type CallerIdChoice, chosen } from "./caller-id-choice";

export type ExportedCallerId = {
  id: string;
  e164: string;
  status: string;
  source: string;
  country: string;
  region: string | null;
  locality: string | null;
  type: string;
  /** Addresses of who may use it. */
  users: string[];
  forwardTo: string | null;
  ringForever: boolean;
  labels: string[];
  priceMicros: number | null;
  currency: string | null;
  addedAt: Date;
  boughtBy: string | null;
  orderNumber: number | null;
};

/** All that are meant, by number, `size` at a time. */
export async function* callerIdsInBatches(
  db: Db,
  of: InOrganization,
  choice: CallerIdChoice,
  size: number,
): AsyncGenerator<ExportedCallerId[]> {
  let last = { e164: "", id: "" };
  for (;;) {
    const { rows } = await db.execute<ExportedCallerId>(sql`
      select c.id, c.e164, c.status, c.source, c.country, c.region, c.locality, c.type,
        array(select u.email from assignments a join users u on u.id = a.user_id
          where a.caller_id_id = c.id and u.deactivated_at is null order by u.email) as users,
        c.forward_to as "forwardTo", c.ring_forever as "ringForever", c.labels,
        c.price_micros::float8 as "priceMicros", c.currency, c.added_at as "addedAt",
        u.email as "boughtBy", o.number as "orderNumber"
      from (select * from caller_ids c where ${chosen(of, choice)} and (c.e164, c.id) > (${last.e164}, ${last.id})
        order by c.e164, c.id limit ${size}) c
      left join order_lines l on l.id = c.order_line_id
      left join orders o on o.id = l.order_id
      left join users u on u.id = o.requester_id
      order by c.e164, c.id`);
    // Raw statements give moments as text.
    if (rows.length > 0) yield rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt) }));
    const end = rows.at(-1);
    if (!end || rows.length < size) return;
    last = { e164: end.e164, id: end.id };
  }
}
