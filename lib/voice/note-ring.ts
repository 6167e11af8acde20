import { noteRing } from "@/db/queries/attention";
import { hasFailed } from "@/lib/domain/call-backs/call-back";
import { afterwards } from "@/lib/runtime/background";
import { database } from "@/lib/runtime/database";

/**
 * Remembers whether a round of a call could reach the forwarding number, once Twilio has its answer: the list of the team
 * says so. `dialStatus` is Twilio's word for how the round ended.
 */
export function noteRingAfterwards({ AccountSid = "", To = "" }: Record<string, string>, dialStatus: string) {
  const failed = hasFailed(dialStatus);
  if (failed !== null)
    afterwards("ring", () => noteRing(database("voice"), { twilioAccountSid: AccountSid, e164: To }, failed));
}
