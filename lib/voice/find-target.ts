import DataLoader from "dataloader";
import { type CalledNumber, listForwardings } from "@/db/queries/caller-ids";
import type { Target } from "@/lib/domain/call-backs/call-back";
import type { Call } from "@/lib/domain/call-backs/caller";
import { database } from "@/lib/runtime/database";

/** Calls that come in at the same moment ask the database together; nothing is remembered. */
const forwardings = new DataLoader(
  (numbers: readonly CalledNumber[]) => listForwardings(database("voice"), numbers),
  {
    cache: false,
    batchScheduleFn: setImmediate,
  },
);

/** Who calls whom, as Twilio posts it. */
export const readCall = ({ From = "", To = "" }: Record<string, string>): Call => ({ from: From, to: To });

/** Where a call to this number goes now; null when it is not ours, was released, or goes nowhere. */
export async function findTarget({
  AccountSid = "",
  To = "",
  From = "",
}: Record<string, string>): Promise<Target | null> {
  const found = await forwardings.load({ twilioAccountSid: AccountSid, e164: To, from: From });
  if (!found?.forwardTo) return null;
  const { forwardTo, ringForever, wouldLoop } = found;
  return { forwardTo, ringForever, wouldLoop };
}
