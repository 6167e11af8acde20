import VoiceResponse from "twilio/lib/twiml/VoiceResponse";
import { validateRequest } from "twilio/lib/webhooks/webhooks";
import { env } from "@/lib/env";
import { withLogFields } from "@/lib/operations/log";
import { readBody, tooLarge } from "@/lib/operations/read-body";
import { requestIdOf } from "@/lib/operations/request-id";
import { type Step, writeRound } from "./call-back";
import { signingToken } from "./signing-token";

/** Twilio's webhooks are some two kilobytes. */
const LARGEST_BYTES = 64 * 1024;

/** What Twilio posted, and the query of the address that it posted to. New parameters appear at any time. */
export type Webhook = { params: Record<string, string>; query: URLSearchParams };

/** Answers a webhook that Twilio signed for this exact address; 403, and no trace, for anybody else. */
export function answerTwilio(
  request: Request,
  decide: (webhook: Webhook) => Promise<Step>,
): Promise<Response> {
  return withLogFields({ requestId: requestIdOf(request.headers) }, () => answer(request, decide));
}

async function answer(request: Request, decide: (webhook: Webhook) => Promise<Step>): Promise<Response> {
  const { publicUrl } = env();
  const { pathname, search, searchParams } = new URL(request.url);
  const body = await readBody(request, LARGEST_BYTES);
  if (body === null) return tooLarge();
  const params = Object.fromEntries(new URLSearchParams(body));
  const signature = request.headers.get("x-twilio-signature") ?? "";
  // Whose token it is signed with, it says itself; it then speaks for that account's numbers alone.
  const token = await signingToken(params.AccountSid ?? "");
  if (!validateRequest(token, signature, publicUrl + pathname + search, params))
    return new Response("Forbidden", { status: 403 });
  const step = await decide({ params, query: searchParams });
  if (step.kind === "dial" && step.waitMs > 0) await new Promise((done) => setTimeout(done, step.waitMs));
  return new Response(twimlOf(step), { headers: { "content-type": "text/xml" } });
}

function twimlOf(step: Step): string {
  const twiml = new VoiceResponse();
  if (step.kind === "say") twiml.say(step.sentence);
  if (step.kind === "hang-up") twiml.hangup();
  if (step.kind === "dial") {
    // Dial is the first verb, or answerOnBridge would not keep the caller ringing.
    const action = step.next ? { action: `/api/voice/redial?${writeRound(step.next)}`, method: "POST" } : {};
    twiml.dial({ answerOnBridge: true, timeout: step.seconds, ...action }).number(step.to);
  }
  return twiml.toString();
}
