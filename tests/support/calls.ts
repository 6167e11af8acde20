import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { callerIds } from "@/db/schema";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import type { InboundCall } from "@/lib/simulator/call-script";
import { placeCall } from "@/lib/simulator/calls";
import { fictional, newTwilioCallerId, type Organization } from "./factories";
import { simulatedTwilio, simulator } from "./simulated-twilio";

/** Somebody who calls back. */
export const CALLER = "+16175550188";

/** A call to a number that the simulated Twilio has sold; rung in vain unless told. */
export const callBack = (to: string, call: Partial<InboundCall> = {}) =>
  placeCall(simulator().store, {
    to,
    from: CALLER,
    script: [{ result: "no-answer" }],
    ...call,
  });

/** A Caller ID as its purchase leaves it, here and at Twilio: forwarded, and with ring forever. */
export async function newRingingCallerId(db: Db, organization: Organization, publicUrl: string) {
  const e164 = fictional();
  await newTwilioCallerId(db, organization, e164, "+16285550100");
  const mine = and(eq(callerIds.organizationId, organization.organizationId), isNull(callerIds.releasedAt));
  const change = (values: Partial<typeof callerIds.$inferInsert>) =>
    db.update(callerIds).set(values).where(mine);
  await change({ ringForever: true });

  const atTwilio = { account: organization.twilioAccountSid, numbers: [e164] };
  /** Somebody changes it in Twilio's own console. */
  const changeAtTwilio = (settings: Record<string, string>) =>
    simulatedTwilio().outside({ kind: "edit", ...atTwilio, settings });
  const { voiceUrl, voiceFallbackUrl, statusCallback } = webhooksOf(publicUrl);
  await simulatedTwilio().outside({ kind: "buy", ...atTwilio, voiceUrl });
  await changeAtTwilio({ VoiceFallbackUrl: voiceFallbackUrl, StatusCallback: statusCallback });
  const callBackIt = (call?: Partial<InboundCall>) => callBack(e164, call);
  return { e164, change, changeAtTwilio, callBack: callBackIt };
}
export type RingingCallerId = Awaited<ReturnType<typeof newRingingCallerId>>;
