import DataLoader from "dataloader";
import { database } from "@/db/client";
import { listForwardings, type NumberOfAccount } from "@/db/queries/caller-ids";
import type { Target } from "./call-back";

/** Calls that come in at the same moment ask the database together; nothing is remembered. */
const forwardings = new DataLoader(
  (numbers: readonly NumberOfAccount[]) => listForwardings(database(), numbers),
  {
    cache: false,
    batchScheduleFn: setImmediate,
  },
);

/** Where a call to this number goes now; null when it is not ours, was released, or goes nowhere. */
export async function findTarget({
  AccountSid = "",
  To = "",
}: Record<string, string>): Promise<Target | null> {
  const found = await forwardings.load({ twilioAccountSid: AccountSid, e164: To });
  return found?.forwardTo ? { forwardTo: found.forwardTo, ringForever: found.ringForever } : null;
}
