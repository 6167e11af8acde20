import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { exactly, inMs, isDue } from "@/db/leases";
import { orderNotices, orders, users } from "@/db/schema";
import type { NoticeKind } from "@/lib/domain/orders/order";

/**
 * Has the requester told, once the change of this transaction is true. One of a kind waits at a time; what happens again
 * while it is being sent is told again.
 */
export async function addNotice(
  tx: Tx,
  notice: { organizationId: string; orderId: string; kind: NoticeKind },
) {
  await tx
    .insert(orderNotices)
    .values(notice)
    .onConflictDoUpdate({
      target: [orderNotices.orderId, orderNotices.kind],
      targetWhere: isNull(orderNotices.endedAt),
      set: { createdAt: sql`now()` },
    });
}

/** Takes the oldest notice that is due, for so many milliseconds; null when none is. */
export async function claimNotice(db: Db, lease: number) {
  const [claimed] = await db
    .update(orderNotices)
    .set({ notBefore: inMs(lease), tries: sql`${orderNotices.tries} + 1` })
    .where(
      sql`${orderNotices.id} = (select n.id from order_notices n
        where n.ended_at is null and ${isDue(sql`n.not_before`)}
        order by n.created_at limit 1 for update skip locked)`,
    )
    .returning({ ...getTableColumns(orderNotices), version: exactly(orderNotices.createdAt) });
  if (!claimed) return null;
  const wants = (finishedMails: SQL) => (claimed.kind === "finished" ? finishedMails : sql`true`);
  const [order] = await db
    .select({
      state: orders.state,
      pausedReason: orders.pausedReason,
      endingSince: orders.endingSince,
      number: orders.number,
      // Whoever placed it, or where they have left who owns the organisation; where nobody does, its admins. Nobody who
      // does not want to hear that an order is finished.
      to: sql<string[]>`case when ${users.deactivatedAt} is null
        then array(select ${users.email} where ${wants(sql`${users.finishedMails}`)})
        else array(select a.email from users a where a.organization_id = ${orders.organizationId}
          and ${wants(sql`a.finished_mails`)} and a.role = 'admin' and a.deactivated_at is null and a.owner = exists (select from users o
            where o.organization_id = a.organization_id and o.owner and o.deactivated_at is null) order by a.id) end`,
    })
    .from(orders)
    .innerJoin(users, eq(users.id, orders.requesterId))
    .where(and(eq(orders.organizationId, claimed.organizationId), eq(orders.id, claimed.orderId)));
  if (!order) throw new Error("A notice without its order");
  return { ...claimed, order };
}
