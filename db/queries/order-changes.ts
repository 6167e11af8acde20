import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inMs } from "@/db/leases";
import { orderLines, orders, orderUsers, transactionCodes } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { type NumberFacts, numberFacts } from "@/lib/domain/offers/offer";
import type { FrozenOrder } from "@/lib/domain/orders/freeze-order";
import { type Failure, OPEN_STATES } from "@/lib/domain/orders/line";
import { ORDER_LIFETIME_MS, type OrderState } from "@/lib/domain/orders/order";
import { recordFailed } from "./audit";
import type { OrderLine } from "./order-lines";

/** Writes an order that waits for its code. */
export async function insertOrder(tx: Tx, order: FrozenOrder<NumberFacts>): Promise<string> {
  const { organizationId, twilioAccountSid, requesterId, forwardTo, ringForever } = order;
  const { fingerprint, currency, totalMicros } = order;
  const [row] = await tx
    .insert(orders)
    .values({
      organizationId,
      twilioAccountSid,
      requesterId,
      forwardTo,
      ringForever,
      fingerprint,
      currency,
      totalMicros,
      expiresAt: inMs(ORDER_LIFETIME_MS),
    })
    .returning({ id: orders.id });
  if (!row) throw new Error("The order was not written");
  const orderId = row.id;
  await tx.insert(orderLines).values(
    order.lines.map((line, position) => ({
      ...numberFacts(line),
      organizationId,
      twilioAccountSid,
      orderId,
      position,
    })),
  );
  if (order.users.length > 0)
    await tx
      .insert(orderUsers)
      .values(order.users.map(({ id: userId }) => ({ organizationId, orderId, userId })));
  return orderId;
}

/** The order's state, with the row locked: whoever decides over an order decides alone. */
export async function lockOrder(
  tx: Tx,
  { organizationId }: InOrganization,
  orderId: string,
): Promise<OrderState | null> {
  const [row] = await tx
    .select({ state: orders.state })
    .from(orders)
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)))
    .for("update");
  return row?.state ?? null;
}

/** Its requester has proceeded with a newer one. */
export async function markSuperseded(tx: Tx, { organizationId }: InOrganization, orderId: string) {
  await tx
    .update(orders)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)));
}

/** Ends an order that still waits for its code; its lines are dropped and its code dies. */
export async function endAwaiting(
  tx: Tx,
  { organizationId }: InOrganization,
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

/** Fails lines that nobody has begun to buy, all of an order or these; returns how many. */
export async function failQueued(
  tx: Tx,
  { organizationId }: InOrganization,
  orderId: string,
  reason: Failure,
  lineIds?: string[],
): Promise<number> {
  if (lineIds?.length === 0) return 0;
  const failed = await tx
    .update(orderLines)
    .set({ state: "failed", reason, finishedAt: sql`now()` })
    .where(
      and(
        eq(orderLines.organizationId, organizationId),
        eq(orderLines.orderId, orderId),
        lineIds && inArray(orderLines.id, lineIds),
        eq(orderLines.state, "queued"),
      ),
    )
    .returning({ e164: orderLines.e164 });
  await recordFailed(
    tx,
    failed.map(({ e164 }) => ({ organizationId, orderId, e164, reason })),
  );
  return failed.length;
}

/** Writes prices and users that were frozen anew after something changed, and the fingerprint with them. */
export async function refreezeOrder(
  tx: Tx,
  orderId: string,
  { organizationId, fingerprint, currency, totalMicros, lines }: FrozenOrder<OrderLine>,
  { goneUserIds }: { goneUserIds: string[] },
) {
  await tx
    .update(orders)
    .set({ fingerprint, currency, totalMicros })
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)));
  const prices = lines.map(({ id, priceMicros }) => ({ id, micros: priceMicros }));
  await tx.execute(sql`
    update order_lines l set currency = ${currency}, price_micros = p.micros
    from jsonb_to_recordset(${JSON.stringify(prices)}::jsonb) as p(id text, micros bigint)
    where l.organization_id = ${organizationId} and l.order_id = ${orderId} and l.id = p.id`);
  if (goneUserIds.length > 0)
    await tx
      .delete(orderUsers)
      .where(
        and(
          eq(orderUsers.organizationId, organizationId),
          eq(orderUsers.orderId, orderId),
          inArray(orderUsers.userId, goneUserIds),
        ),
      );
}

export async function markApproved(tx: Tx, { organizationId }: InOrganization, orderId: string) {
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
export async function queueLines(tx: Tx, { organizationId }: InOrganization, orderId: string) {
  const { rows } = await tx.execute<{ e164: string; reason: string | null }>(sql`
    update order_lines l set
      state = case when c.reason is null then 'queued' else 'failed' end,
      reason = c.reason,
      finished_at = case when c.reason is null then null else now() end
    from (
      select p.id, case
        when exists (select 1 from order_lines o where o.twilio_account_sid = p.twilio_account_sid
          and o.e164 = p.e164 and o.state in ${OPEN_STATES}) then 'in-another-order'
        when exists (select 1 from caller_ids c where c.twilio_account_sid = p.twilio_account_sid
          and c.e164 = p.e164 and c.source = 'twilio' and c.released_at is null) then 'already-owned'
      end as reason
      from order_lines p
      where p.organization_id = ${organizationId} and p.order_id = ${orderId} and p.state = 'proposed'
    ) c
    where l.id = c.id
    returning l.e164, l.reason`);
  const lost = rows.filter(({ reason }) => reason !== null);
  await recordFailed(
    tx,
    lost.map((row) => ({ organizationId, orderId, ...row })),
  );
}
