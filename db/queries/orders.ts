import { and, asc, count, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { orderLines, orders, orderUsers, transactionCodes, users } from "@/db/schema";
import type { LineState } from "@/lib/orders/line";
import type { OrderState } from "@/lib/orders/order";

export type NewOrder = typeof orders.$inferInsert;
export type NewLine = Omit<
  typeof orderLines.$inferInsert,
  "organizationId" | "orderId" | "twilioAccountSid" | "position"
>;

export async function insertOrder(
  tx: Tx,
  order: NewOrder,
  lines: NewLine[],
  userIds: string[],
): Promise<string> {
  const [row] = await tx.insert(orders).values(order).returning({ id: orders.id });
  if (!row) throw new Error("The order was not written");
  const { organizationId, twilioAccountSid } = order;
  await tx.insert(orderLines).values(
    lines.map((line, position) => ({
      ...line,
      organizationId,
      twilioAccountSid,
      orderId: row.id,
      position,
    })),
  );
  if (userIds.length > 0)
    await tx
      .insert(orderUsers)
      .values(userIds.map((userId) => ({ organizationId, orderId: row.id, userId })));
  return row.id;
}

const orderColumns = {
  id: orders.id,
  organizationId: orders.organizationId,
  requesterId: orders.requesterId,
  requesterName: users.name,
  requesterEmail: users.email,
  twilioAccountSid: orders.twilioAccountSid,
  state: orders.state,
  pausedReason: orders.pausedReason,
  fingerprint: orders.fingerprint,
  forwardTo: orders.forwardTo,
  ringForever: orders.ringForever,
  currency: orders.currency,
  totalMicros: orders.totalMicros,
  createdAt: orders.createdAt,
  expiresAt: orders.expiresAt,
  approvedAt: orders.approvedAt,
  finishedAt: orders.finishedAt,
};

export async function findOrder(db: Db | Tx, organizationId: string, orderId: string) {
  const [row] = await db
    .select(orderColumns)
    .from(orders)
    .innerJoin(users, eq(users.id, orders.requesterId))
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)));
  return row ?? null;
}
export type Order = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

/** The order's state, with the row locked: whoever decides over an order decides alone. */
export async function lockOrder(tx: Tx, organizationId: string, orderId: string): Promise<OrderState | null> {
  const [row] = await tx
    .select({ state: orders.state })
    .from(orders)
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)))
    .for("update");
  return row?.state ?? null;
}

export async function listLines(db: Db | Tx, organizationId: string, orderId: string) {
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
    })
    .from(orderLines)
    .where(and(eq(orderLines.organizationId, organizationId), eq(orderLines.orderId, orderId)))
    .orderBy(asc(orderLines.position));
}
export type OrderLine = Awaited<ReturnType<typeof listLines>>[number];

/** The users an order assigns its numbers to, while they are active. */
export async function listOrderUsers(db: Db | Tx, organizationId: string, orderId: string) {
  return db
    .select({ id: users.id, name: users.name, active: sql<boolean>`${users.deactivatedAt} is null` })
    .from(orderUsers)
    .innerJoin(users, eq(users.id, orderUsers.userId))
    .where(and(eq(orderUsers.organizationId, organizationId), eq(orderUsers.orderId, orderId)))
    .orderBy(asc(users.name), asc(users.id));
}

/** Every order of the organisation, newest first, with what became of its lines. */
export async function listOrders(db: Db, organizationId: string) {
  return db
    .select({
      id: orders.id,
      fingerprint: orders.fingerprint,
      state: orders.state,
      requesterId: orders.requesterId,
      requesterName: users.name,
      forwardTo: orders.forwardTo,
      totalMicros: orders.totalMicros,
      currency: orders.currency,
      createdAt: orders.createdAt,
      lines: sql<number>`(select count(*)::int from ${orderLines} where ${orderLines.orderId} = ${orders.id})`,
      bought: sql<number>`(select count(*)::int from ${orderLines} where ${orderLines.orderId} = ${orders.id} and ${orderLines.state} = 'bought')`,
      paidMicros: sql<number>`(select coalesce(sum(${orderLines.priceMicros}), 0)::float8 from ${orderLines} where ${orderLines.orderId} = ${orders.id} and ${orderLines.state} = 'bought')`,
    })
    .from(orders)
    .innerJoin(users, eq(users.id, orders.requesterId))
    .where(eq(orders.organizationId, organizationId))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(200);
}

/** The admin's order that waits for its code, if any. */
export async function findAwaiting(tx: Db | Tx, organizationId: string, requesterId: string) {
  const [row] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.requesterId, requesterId),
        eq(orders.state, "awaiting_code"),
      ),
    );
  return row?.id ?? null;
}

/** Whether any of the numbers is in the order. */
export async function orderHolds(tx: Db | Tx, organizationId: string, orderId: string, numbers: string[]) {
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

/** Ends an order that still waits for its code; its lines are dropped and its code dies. */
export async function endAwaiting(
  tx: Tx,
  organizationId: string,
  orderId: string,
  as: "cancelled" | "expired",
) {
  const mine = and(eq(orders.organizationId, organizationId), eq(orders.id, orderId));
  const ended = await tx
    .update(orders)
    .set({ state: as, finishedAt: sql`now()` })
    .where(and(mine, eq(orders.state, "awaiting_code")))
    .returning({ id: orders.id });
  if (ended.length === 0) return false;
  await tx
    .update(orderLines)
    .set({ state: "dropped", finishedAt: sql`now()` })
    .where(and(eq(orderLines.orderId, orderId), eq(orderLines.state, "proposed")));
  await tx
    .update(transactionCodes)
    .set({ supersededAt: sql`now()` })
    .where(
      and(
        eq(transactionCodes.orderId, orderId),
        isNull(transactionCodes.supersededAt),
        isNull(transactionCodes.consumedAt),
      ),
    );
  return true;
}

/** Orders whose code nobody typed in time. */
export async function listExpired(db: Db) {
  return db
    .select({ id: orders.id, organizationId: orders.organizationId })
    .from(orders)
    .where(and(eq(orders.state, "awaiting_code"), lt(orders.expiresAt, sql`now()`)))
    .limit(100);
}

/** Prices and users frozen anew after something changed; the fingerprint with them. */
export async function refreezeOrder(
  tx: Tx,
  organizationId: string,
  orderId: string,
  changes: { fingerprint: string; totalMicros: number; prices: Map<string, number>; dropUsers: string[] },
) {
  await tx
    .update(orders)
    .set({ fingerprint: changes.fingerprint, totalMicros: changes.totalMicros })
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)));
  for (const [lineId, priceMicros] of changes.prices)
    await tx
      .update(orderLines)
      .set({ priceMicros })
      .where(and(eq(orderLines.organizationId, organizationId), eq(orderLines.id, lineId)));
  if (changes.dropUsers.length > 0)
    await tx
      .delete(orderUsers)
      .where(
        and(
          eq(orderUsers.organizationId, organizationId),
          eq(orderUsers.orderId, orderId),
          inArray(orderUsers.userId, changes.dropUsers),
        ),
      );
}

export async function markApproved(tx: Tx, organizationId: string, orderId: string) {
  await tx
    .update(orders)
    .set({ state: "approved", approvedAt: sql`now()` })
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.id, orderId),
        eq(orders.state, "awaiting_code"),
      ),
    );
}

/**
 * Queues every line of an order in one statement. A number that another open order holds, or that is an active
 * Twilio Caller ID, loses: `in-another-order` or `already-owned`.
 */
export async function queueLines(tx: Tx, organizationId: string, orderId: string) {
  await tx.execute(sql`
    update order_lines l set
      state = case when c.reason is null then 'queued' else 'failed' end,
      reason = c.reason,
      finished_at = case when c.reason is null then null else now() end
    from (
      select p.id, case
        when exists (select 1 from order_lines o where o.twilio_account_sid = p.twilio_account_sid
          and o.e164 = p.e164 and o.state in ('queued', 'intent', 'review')) then 'in-another-order'
        when exists (select 1 from caller_ids c where c.twilio_account_sid = p.twilio_account_sid
          and c.e164 = p.e164 and c.source = 'twilio' and c.released_at is null) then 'already-owned'
      end as reason
      from order_lines p
      where p.organization_id = ${organizationId} and p.order_id = ${orderId} and p.state = 'proposed'
    ) c
    where l.id = c.id`);
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
