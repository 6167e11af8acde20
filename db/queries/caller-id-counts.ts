import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { callerIdCounts } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";

export type CallerIdCounts = {
  listed: number;
  /** Those of them that Twilio bills. */
  purchased: number;
  attention: number;
  /** What they cost a month, by currency. */
  monthly: { micros: number; currency: string }[];
};

/** How many Caller IDs an organisation has, and what they cost; exact, without counting them. */
export async function readCounts(db: Db, { organizationId }: InOrganization): Promise<CallerIdCounts> {
  const { rows } = await db.execute<
    Omit<CallerIdCounts, "monthly"> & { currency: string; micros: number }
  >(sql`
    select currency, sum(listed)::int as listed, sum(purchased)::int as purchased, sum(attention)::int as attention,
      sum(price_micros)::float8 as micros
    from ${callerIdCounts} where organization_id = ${organizationId} group by currency order by currency`);
  const sum = (of: "listed" | "purchased" | "attention") => rows.reduce((all, row) => all + row[of], 0);
  return {
    listed: sum("listed"),
    purchased: sum("purchased"),
    attention: sum("attention"),
    monthly: rows.flatMap(({ currency, micros }) => (currency && micros > 0 ? [{ currency, micros }] : [])),
  };
}

/** So many rows of one organisation are made one. */
const MANY = 50;

/** Makes one row a currency of the many that changes have left. */
export async function foldCounts(db: Db) {
  await db.execute(sql`
    with folded as (delete from ${callerIdCounts} where organization_id in
        (select organization_id from ${callerIdCounts} group by organization_id having count(*) > ${MANY}) returning *)
    insert into ${callerIdCounts} select organization_id, currency, sum(listed), sum(purchased), sum(attention),
      sum(price_micros) from folded group by organization_id, currency`);
}
