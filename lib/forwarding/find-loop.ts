import type { Db, Tx } from "@/db/client";
import { findForwardingConflict, mostForwardedTo } from "@/db/queries/forwardings";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { LoopProblem } from "@/lib/domain/forwarding/forwarding";

export type Loop =
  /** Call-backs would come back to us. */
  | { kind: "forwarding"; problem: LoopProblem }
  /** One of the numbers is where call-backs of others go. */
  | { kind: "forwarded-to"; e164: string; callerIds: number; onOrder: number };

/**
 * How calls would go round in circles if an order for `numbers` forwarded them to `forwardTo`, in either direction; null
 * when they would not. Asked when an order is placed, and again when it is approved.
 */
export async function findLoop(
  db: Db | Tx,
  orderer: InOrganization,
  { forwardTo, numbers }: { forwardTo: string; numbers: string[] },
): Promise<Loop | null> {
  if (numbers.includes(forwardTo)) return { kind: "forwarding", problem: "in-this-order" };
  const problem = await findForwardingConflict(db, orderer, forwardTo);
  if (problem) return { kind: "forwarding", problem };
  const busiest = await mostForwardedTo(db, orderer, numbers);
  return busiest && { kind: "forwarded-to", ...busiest };
}
