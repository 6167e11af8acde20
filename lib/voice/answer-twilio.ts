import { env } from "@/lib/env";

/** Answers a webhook that Twilio signed for this exact address, with one spoken sentence; 403 for anybody else. */
export async function answerTwilio(request: Request, sentence: () => string): Promise<Response> {
  const { publicUrl, twilio } = env();
  const { pathname, search } = new URL(request.url);
  const params = Object.fromEntries(new URLSearchParams(await request.text()));
  const { validateRequest } = (await import("twilio/lib/webhooks/webhooks")).default;
  const signature = request.headers.get("x-twilio-signature") ?? "";
  if (!validateRequest(twilio.authToken, signature, publicUrl + pathname + search, params))
    return new Response("Forbidden", { status: 403 });
  const { default: VoiceResponse } = await import("twilio/lib/twiml/VoiceResponse");
  const twiml = new VoiceResponse();
  twiml.say(sentence());
  return new Response(twiml.toString(), { headers: { "content-type": "text/xml" } });
}
