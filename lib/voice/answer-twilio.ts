import VoiceResponse from "twilio/lib/twiml/VoiceResponse";
import { validateRequest } from "twilio/lib/webhooks/webhooks";
import { env } from "@/lib/env";
import { withLogFields } from "@/lib/operations/log";
import { readBody, tooLarge } from "@/lib/operations/read-body";
import { requestIdOf } from "@/lib/operations/request-id";
import { REDIAL_RETRIES } from "@/lib/twilio/call-settings";
import { type Step, writeRound } from "./call-back";
import { signingToken } from "./signing-token";

/** Twilio's webhooks are some two kilobytes. */
const LARGEST_BYTES = 64 * 1024;

/** What Twilio posted, and the query of the address that it posted to. New parameters appear at any time. */
export type Webhook = { params: Record<string, string>; query: URLSearchParams };

/** Answers a webhook about a call that goes on, in TwiML. */
export function answerCall(request: Request, decide: (webhook: Webhook) => Promise<Step>): Promise<Response> {
  return answerTwilio(request, async (webhook) => {
    const step = await decide(webhook);
    if (step.kind === "dial" && step.waitMs > 0) await new Promise((done) => setTimeout(done, step.waitMs));
    return new Response(twimlOf(step), { headers: { "content-type": "text/xml" } });
  });
}

/** Answers a webhook that Twilio signed for this exact address; 403, and no trace, for anybody else. */
export function answerTwilio(
  request: Request,
  answer: (webhook: Webhook) => Response | Promise<Response>,
): Promise<Response> {
  return withLogFields({ requestId: requestIdOf(request.headers) }, async () => {
    const { publicUrl } = env();
    const { pathname, search, searchParams } = new URL(request.url);
    const body = await readBody(request, LARGEST_BYTES);
    if (body === null) return tooLarge();
    const form = new URLSearchParams(body);
    const params = Object.fromEntries(form);
    const signature = request.headers.get("x-twilio-signature") ?? "";
    // Whose token it is signed with, it says itself, once; it then speaks for that account's numbers alone.
    const isClear = form.getAll("AccountSid").length <= 1;
    const token = await signingToken(params.AccountSid ?? "");
    if (!isClear || !validateRequest(token, signature, publicUrl + pathname + search, signedParams(form)))
      return new Response("Forbidden", { status: 403 });
    return answer({ params, query: searchParams });
  });
}

/** As they are signed: a parameter that stands twice counts with all its values. */
function signedParams(form: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}

function twimlOf(step: Step): string {
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
