import { recordEvent } from "@/db/queries/audit";
import { finishCancellingRemaining, startCancellingRemaining } from "@/db/queries/order-progress";
import { findOrder } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

export type CancelRemainingOutcome =
  /** So many were not bought and never will be; others are being looked up, or need a person. */
  | { kind: "cancelled"; numbers: number }
  /** It has ended, waits for its code, or somebody else was quicker. */
  | { kind: "nothing-left" }
  | { kind: "not-found" };

/**
 * Ends an approved, buying or paused order early; any admin of the organisation may. Its queued numbers fail at once,
 * those with a purchase under way are looked up and never bought again, what was bought stays. Pump afterwards.
 */
export async function cancelRemaining(admin: Admin, orderId: string): Promise<CancelRemainingOutcome> {
  const db = database();
  if (!(await findOrder(db, admin, orderId))) return { kind: "not-found" };
  const begun = await db.transaction(async (tx) => {
    if (!(await startCancellingRemaining(tx, admin, orderId))) return false;
    await recordEvent(tx, admin, { kind: "order.ending", orderId });
    return true;
  });
  if (!begun) return { kind: "nothing-left" };
  // After the commit nobody takes a queued line up any more. A process that dies here is followed by the next pump.
  const numbers = await db.transaction((tx) =>
    finishCancellingRemaining(tx, admin, orderId, { byPerson: true }),
  );
  return { kind: "cancelled", numbers };
}
