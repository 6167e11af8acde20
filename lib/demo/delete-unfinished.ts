import { sql } from "drizzle-orm";
import { database } from "@/lib/runtime/database";

/** Rows in the order in which they may go. */
const TABLES = [
  "twilio_numbers",
  "reconcile_runs",
  "former_assignments",
  "assignments",
  "release_notices",
  "release_lines",
  "releases",
  "caller_ids",
  "transaction_codes",
  "order_notices",
  "order_users",
  "order_lines",
  "orders",
  "cart_items",
  "removed_cart_items",
  "carts",
  "audit_events",
  "searches",
  "user_notices",
  "address_changes",
  "users",
];

/** Takes a demo organisation away that was left half-made, with what its account did at the simulated Twilio. */
export async function deleteUnfinishedDemo(organizationId: string, twilioAccountSid: string) {
  await database().transaction(async (tx) => {
    await tx.execute(sql`alter table audit_events disable trigger audit_events_append_only`);
    for (const table of TABLES)
      await tx.execute(sql`delete from ${sql.identifier(table)} where organization_id = ${organizationId}`);
    await tx.execute(sql`delete from organizations where id = ${organizationId}`);
    await tx.execute(sql`alter table audit_events enable trigger audit_events_append_only`);
    await tx.execute(sql`delete from twilio_simulator.numbers where account_sid = ${twilioAccountSid}`);
    await tx.execute(sql`delete from twilio_simulator.ledger where account_sid = ${twilioAccountSid}`);
    await tx.execute(sql`delete from twilio_simulator.faults where id like 'demo-%'`);
  });
}
