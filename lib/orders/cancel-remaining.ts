import { recordEvent } from "@/db/queries/audit";
import { lockOrder } from "@/db/queries/order-changes";
import { finishCancellingRemaining, startCancellingRemaining } from "@/db/queries/order-progress";
import { findOrder } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import { mayCancelRemaining } from "@/lib/domain/orders/order";
import { database } from "@/lib/runtime/database";

type CancelRemainingOutcome =
  /** So many were not bought and never will be; others are being looked up, or need a person. */
  | { kind: "cancelled"; numbers: number }
  /** It has ended, waits for its code, or somebody else was quicker. */
  | { kind: "nothing-left" }
  | { kind: "not-found" };

/**
 * Ends an order early. Its queued numbers fail at once, those with a purchase under way are looked up and never bought
 * again, what was bought stays. Pump afterwards.
 */
export async function cancelRemaining(admin: Admin, orderId: string): Promise<CancelRemainingOutcome> {
  const db = database();
  const refused = await db.transaction(async (tx) => {
    await lockOrder(tx, admin, orderId);
    const order = await findOrder(tx, admin, orderId);
    if (!order) return { kind: "not-found" as const };
    if (!mayCancelRemaining(order)) return { kind: "nothing-left" as const };
    await startCancellingRemaining(tx, admin, orderId);
    await recordEvent(tx, admin, { kind: "order.ending", orderId });
    return null;
  });
  if (refused) return refused;
  // After the commit nobody takes a queued line up any more. A process that dies here is followed by the next pump.
  const numbers = await db.transaction((tx) =>
    finishCancellingRemaining(tx, admin, orderId, { byPerson: true }),
  );
  return { kind: "cancelled", numbers };
}
