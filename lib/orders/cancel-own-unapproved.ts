import type { Tx } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { endAwaiting, markSuperseded } from "@/db/queries/order-changes";
import { orderHolds } from "@/db/queries/order-lines";
import { findAwaiting } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import type { CancelReason } from "@/lib/domain/audit/events";

/** Cancels this admin's order that waits for its code, if there is one, or only if it holds one of `holding`. */
export async function cancelOwnUnapproved(
  tx: Tx,
  admin: Admin,
  why: CancelReason,
  { holding }: { holding?: string[] } = {},
): Promise<boolean> {
  const { userId } = admin;
  const waiting = await findAwaiting(tx, admin, userId);
  if (!waiting) return false;
  const orderId = waiting.id;
  if (holding && !(await orderHolds(tx, admin, orderId, holding))) return false;
  if (!(await endAwaiting(tx, admin, orderId, "cancelled"))) return false;
  if (why === "a newer order") await markSuperseded(tx, admin, orderId);
  await recordEvent(tx, admin, { kind: "order.cancelled", orderId, why });
  return true;
}
