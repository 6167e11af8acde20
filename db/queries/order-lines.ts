import { and, asc, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { orderLines } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { LineState } from "@/lib/domain/orders/line";

const RELEASED_AT: SQL<Date | null> = sql`(select l.finished_at from release_lines l
  where l.sid = ${orderLines}.sid and l.state = 'released' limit 1)`.mapWith(orderLines.finishedAt);

/** The numbers of an order, as they were ordered. */
export async function listLines(db: Db | Tx, { organizationId }: InOrganization, orderId: string) {
  return db
    .select({
      id: orderLines.id,
      e164: orderLines.e164,
      country: orderLines.country,
      type: orderLines.type,
      locality: orderLines.locality,
      region: orderLines.region,
      addressRequirement: orderLines.addressRequirement,
      needsBundle: orderLines.needsBundle,
      priceMicros: orderLines.priceMicros,
      currency: orderLines.currency,
      state: orderLines.state,
      reason: orderLines.reason,
      sid: orderLines.sid,
      uncertainSince: orderLines.uncertainSince,
      finishedAt: orderLines.finishedAt,
      /** When what was bought was given back. */
      releasedAt: RELEASED_AT,
    })
    .from(orderLines)
    .where(and(eq(orderLines.organizationId, organizationId), eq(orderLines.orderId, orderId)))
    .orderBy(asc(orderLines.position));
}
export type OrderLine = Awaited<ReturnType<typeof listLines>>[number];

/** Whether any of the numbers is in the order. */
export async function orderHolds(
  tx: Db | Tx,
  { organizationId }: InOrganization,
  orderId: string,
  numbers: string[],
) {
  const rows = await tx
    .select({ e164: orderLines.e164 })
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, organizationId),
        eq(orderLines.orderId, orderId),
        inArray(orderLines.e164, numbers),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** How many lines of an order are in each state. */
export async function countLines(db: Db | Tx, orderId: string): Promise<Partial<Record<LineState, number>>> {
  const rows = await db
    .select({ state: orderLines.state, lines: count() })
    .from(orderLines)
    .where(eq(orderLines.orderId, orderId))
    .groupBy(orderLines.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.lines]));
}
