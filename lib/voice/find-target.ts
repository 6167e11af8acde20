import { database } from "@/db/client";
import { findForwarding } from "@/db/queries/caller-ids";
import type { Target } from "./call-back";

/** Where a call to this number goes now; null when it is not ours, was released, or goes nowhere. */
export async function findTarget({
  AccountSid = "",
  To = "",
}: Record<string, string>): Promise<Target | null> {
  const found = await findForwarding(database(), AccountSid, To);
  return found?.forwardTo ? { forwardTo: found.forwardTo, ringForever: found.ringForever } : null;
}
