import { sql } from "drizzle-orm";
import { database } from "@/lib/runtime/database";
import type { Placed } from "./journey";

type Ago = { days?: number; hours?: number; minutes?: number };

/**
 * Moves an order into the past, with its lines, codes, Caller IDs and audit rows, and its numbers at the simulated
 * Twilio. Nobody else may: history is append-only, so its trigger sleeps for this one transaction.
 */
export async function backdateOrder({ orderId }: Placed, { days = 0, hours = 0, minutes = 0 }: Ago) {
  const ago = sql`make_interval(days => ${days}, hours => ${hours}, mins => ${minutes})`;
  const ordered = sql`(select id from order_lines where order_id = ${orderId})`;
  await database().transaction(async (tx) => {
    await tx.execute(sql`alter table audit_events disable trigger audit_events_append_only`);
    await tx.execute(sql`
      update orders set created_at = created_at - ${ago}, expires_at = expires_at - ${ago},
        approved_at = approved_at - ${ago},
        finished_at = case when state = 'expired' then expires_at else finished_at end - ${ago}
      where id = ${orderId}`);
    await tx.execute(sql`
      update order_lines set first_attempt_at = first_attempt_at - ${ago}, finished_at = finished_at - ${ago}
      where order_id = ${orderId}`);
    await tx.execute(sql`
      update transaction_codes set created_at = created_at - ${ago}, expires_at = expires_at - ${ago},
        sent_at = sent_at - ${ago}, consumed_at = consumed_at - ${ago}, superseded_at = superseded_at - ${ago}
      where order_id = ${orderId}`);
    await tx.execute(
      sql`update caller_ids set added_at = added_at - ${ago} where order_line_id in ${ordered}`,
    );
    await tx.execute(sql`update audit_events set at = at - ${ago} where order_id = ${orderId}`);
    await tx.execute(sql`
      update twilio_simulator.numbers set date_created = date_created - ${ago}, date_updated = date_updated - ${ago}
      where e164 in (select e164 from order_lines where order_id = ${orderId})`);
    await tx.execute(sql`
      update twilio_simulator.ledger set at = at - ${ago}
      where e164 in (select e164 from order_lines where order_id = ${orderId})`);
    await tx.execute(sql`alter table audit_events enable trigger audit_events_append_only`);
  });
}
