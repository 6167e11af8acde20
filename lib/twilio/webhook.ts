import VoiceResponse from "twilio/lib/twiml/VoiceResponse";
import { validateRequest } from "twilio/lib/webhooks/webhooks";
import { type Step, writeRound } from "@/lib/domain/call-backs/call-back";
import { REDIAL_RETRIES } from "@/lib/domain/twilio/call-settings";

type SignedPost = {
  /** The account's auth token, which Twilio signs with. */
  token: string;
  /** The header `X-Twilio-Signature`. */
  signature: string;
  /** The whole address as Twilio knows it, with its query. */
  url: string;
  form: URLSearchParams;
};

/** Whether Twilio signed this post for this address: https://www.twilio.com/docs/usage/security#validating-requests */
export const isSigned = ({ token, signature, url, form }: SignedPost): boolean =>
  validateRequest(token, signature, url, signedParams(form));

/** A parameter that stands twice is signed with all its values. */
function signedParams(form: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}

/** What Twilio is to do with a call, in TwiML. */
export function twimlOf(step: Step): string {
  const twiml = new VoiceResponse();
  if (step.kind === "say") twiml.say(step.sentence);
  if (step.kind === "hang-up") twiml.hangup();
  if (step.kind === "dial") {
    // Dial is the first verb, or answerOnBridge would not keep the caller ringing.
    const action = step.next
      ? { action: `/api/voice/redial?${writeRound(step.next)}${REDIAL_RETRIES}`, method: "POST" }
      : {};
    const callerId = step.callerId === null ? {} : { callerId: step.callerId };
    twiml.dial({ answerOnBridge: true, timeout: step.seconds, ...callerId, ...action }).number(step.to);
  }
  return twiml.toString();
}
