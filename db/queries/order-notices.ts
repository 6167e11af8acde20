import { and, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { exactly } from "@/db/leases";
import { orderNotices, orders, users } from "@/db/schema";
import type { NoticeKind } from "@/lib/domain/orders/order";
import { claimedFor, isNext, ownersOf } from "./notices";

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
    .set(claimedFor(orderNotices, lease))
    .where(isNext(orderNotices))
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
        else ${ownersOf(orders.organizationId, wants(sql`a.finished_mails`))} end`,
    })
    .from(orders)
    .innerJoin(users, eq(users.id, orders.requesterId))
    .where(and(eq(orders.organizationId, claimed.organizationId), eq(orders.id, claimed.orderId)));
  if (!order) throw new Error("A notice without its order");
  return { ...claimed, order };
}
