import type { Tx } from "@/db/client";
import { recordEvent } from "@/db/queries/audit";
import { finishOrder } from "@/db/queries/order-progress";
import { decideLine } from "@/db/queries/reconcile-actions";
import { listBought } from "@/db/queries/settlements";
import type { Admin } from "@/lib/domain/actor/actor";
import type { LineState } from "@/lib/domain/orders/line";

type Line = { id: string; orderId: string; fence: number; e164: string };

/**
 * Says for a person that a line of an order bought the number which the account has as `sid`: it is listed with the order's
 * forwarding and users, and the order ends where nothing else is left. False when the line moved on.
 */
export async function settleAsBought(
  tx: Tx,
  admin: Admin,
  { e164, orderId, ...line }: Line,
  sid: string,
  from: LineState[],
): Promise<boolean> {
  const bought = await decideLine(tx, admin, line, { to: "bought", sid }, from);
  if (!bought) return false;
  await recordEvent(tx, admin, { kind: "number.listed-by-hand", orderId, e164, sid });
  await listBought(tx, bought, sid);
  await finishOrder(tx, admin, orderId, { byPerson: true });
  return true;
}
