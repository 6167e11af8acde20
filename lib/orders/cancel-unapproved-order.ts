import { recordEvent } from "@/db/queries/audit";
import { endAwaiting, lockOrder } from "@/db/queries/order-changes";
import { findOrder } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import { mayCancelUnapproved } from "@/lib/domain/orders/order";
import { database } from "@/lib/runtime/database";

/** Cancels an order that waits for its code, also a colleague's; its numbers stay in its requester's cart. */
export async function cancelUnapprovedOrder(
  admin: Admin,
  orderId: string,
): Promise<{ kind: "cancelled"; mine: boolean } | { kind: "not-awaiting" | "not-found" }> {
  const { userId } = admin;
  return database().transaction(async (tx) => {
    await lockOrder(tx, admin, orderId);
    const order = await findOrder(tx, admin, orderId);
    if (!order) return { kind: "not-found" };
    if (!mayCancelUnapproved(order)) return { kind: "not-awaiting" };
    await endAwaiting(tx, admin, orderId, "cancelled");
    await recordEvent(tx, admin, { kind: "order.cancelled", orderId, why: "asked" });
    return { kind: "cancelled", mine: order.requesterId === userId };
  });
}
