import { noteRing } from "@/db/queries/attention";
import { hasFailed, type Round } from "@/lib/domain/call-backs/call-back";
import { afterwards } from "@/lib/runtime/background";
import { database } from "@/lib/runtime/database";

/**
 * Remembers whether a round of a call could reach the number that it rang, once Twilio has its answer: the list of the team
 * says so. `dialStatus` is Twilio's word for how the round ended. Calls that come in have their own connections.
 */
export function noteRingAfterwards(
  { AccountSid = "", To = "" }: Record<string, string>,
  { to }: Round,
  dialStatus: string,
) {
  const failed = hasFailed(dialStatus);
  if (failed === null || !to) return;
  const ring = { twilioAccountSid: AccountSid, e164: To, forwardTo: to };
  afterwards("ring", () => noteRing(database("engine"), ring, failed));
}
