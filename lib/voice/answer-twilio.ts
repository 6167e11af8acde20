import { setTimeout as pause } from "node:timers/promises";
import type { Step } from "@/lib/domain/call-backs/call-back";
import { env } from "@/lib/runtime/config/env";
import { withLogFields } from "@/lib/runtime/log";
import { readBody, tooLarge } from "@/lib/runtime/read-body";
import { requestIdOf } from "@/lib/runtime/request-id";
import { isSigned, twimlOf } from "@/lib/twilio/webhook";
import { isSignedFor } from "./signing-token";

/** Twilio's webhooks are some two kilobytes. */
const LARGEST_BYTES = 64 * 1024;

/** What Twilio posted, and the query of the address that it posted to. New parameters appear at any time. */
export type Webhook = { params: Record<string, string>; query: URLSearchParams };

/** Answers a webhook about a call that goes on, in TwiML. */
export function answerCall(request: Request, decide: (webhook: Webhook) => Promise<Step>): Promise<Response> {
  return answerTwilio(request, async (webhook) => {
    const step = await decide(webhook);
    if (step.kind === "dial" && step.waitMs > 0) await pause(step.waitMs);
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
    const url = publicUrl + pathname + search;
    const isOurs =
      isClear &&
      (await isSignedFor(params.AccountSid ?? "", (token) => isSigned({ token, signature, url, form })));
    if (!isOurs) return new Response("Forbidden", { status: 403 });
    return answer({ params, query: searchParams });
  });
}
