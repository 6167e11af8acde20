import { randomBytes } from "node:crypto";
import { z } from "zod";
import { tokenOf } from "./accounts";
import type { NumberRow } from "./incoming-numbers";
import type { Store } from "./store";
import { type Verb, verbsOf } from "./twiml";
import { type Fetch, type Parameters, sendWebhook, type Webhook } from "./webhook-request";

/** What becomes of one outbound leg; the last entry of a script repeats. Seconds. */
const legSchema = z.union([
  z.strictObject({ result: z.enum(["no-answer", "busy", "failed"]) }),
  z.strictObject({ answerAfter: z.number(), talk: z.number() }),
]);
export const callSchema = z.strictObject({
  to: z.string(),
  from: z.string(),
  script: z.array(legSchema).min(1),
  callerHangsUpAt: z.number().optional(),
  /** Sent with each request besides the usual ones; a name may stand twice. */
  parameters: z.array(z.tuple([z.string(), z.string()])).default([]),
  /** How its requests arrive: twice, so many milliseconds late, or signed with another token. */
  delivery: z
    .strictObject({ duplicate: z.boolean(), delay: z.number(), badSignature: z.boolean() })
    .partial()
    .optional(),
});
export type LegScript = z.infer<typeof legSchema>;
export type InboundCall = z.input<typeof callSchema>;

export type Leg = { to: string; callerId: string; at: number; result: string; seconds: number };
export type Transcript = {
  legs: Leg[];
  said: string[];
  /** What was asked for TwiML, each try; 0 where nobody answered. */
  requests: { at: number; url: string; status: number }[];
  /** Twilio's own warnings, such as 13214 for a caller ID that can't be shown. */
  warnings: number[];
  /** How the number's status callback was answered; null where it has none. */
  statusCallback: number | null;
  endedBy: "caller" | "twiml" | "completed" | "error";
  seconds: number;
};

/** A loop that dials this often is a bug of the application. */
const MOST_LEGS = 200;
const SAY_SECONDS = 3;
/** What Twilio shows; a North American number has ten digits, no area code or exchange of which begins with 0 or 1. */
const NUMBER = /^\+(1[2-9]\d\d[2-9]\d{6}|[2-9]\d{6,14})$/;
/** Callers without a number, as they arrive. */
const WITHHELD = ["+7378742833", "+2562533", "+8566696", "+266696687", "+86282452253", "+464"];

/**
 * A call to a simulated number: fetches its webhook, signed as Twilio signs, and runs our TwiML on a virtual clock
 * (Say, Pause, Dial, Redirect, Reject, Hangup), so that an hour of ringing takes as long as its requests.
 */
export async function placeCall(store: Store, call: InboundCall, send: Fetch = fetch): Promise<Transcript> {
  const [number] = await store.query<NumberRow>(
    "select * from numbers where e164 = $1 and released_at is null",
    [call.to],
  );
  if (!number) throw new Error(`Nobody holds ${call.to}`);
  const { settings, account_sid: accountSid } = number;
  const held = await store.query<{ e164: string }>(
    "select e164 from numbers where account_sid = $1 and released_at is null",
    [accountSid],
  );
  const owned = new Set(held.map(({ e164 }) => e164));
  const authToken = await tokenOf(store.query, accountSid);
  const transcript: Transcript = {
    legs: [],
    said: [],
    requests: [],
    warnings: [],
    statusCallback: null,
    endedBy: "completed",
    seconds: 0,
  };
  const hangsUpAt = call.callerHangsUpAt ?? Number.POSITIVE_INFINITY;
  const about: Parameters = [
    ["CallSid", `CA${randomBytes(16).toString("hex")}`],
    ["AccountSid", accountSid],
    ["ApiVersion", "2010-04-01"],
    ["Direction", "inbound"],
    ["From", call.from],
    ["To", call.to],
    ...(call.parameters ?? []),
  ];
  const webhook = (url: string, method: string | undefined, more: Parameters): Webhook => ({
    url,
    method: method || "POST",
    parameters: [...about, ...more],
  });

  await talk();
  if (settings.StatusCallback) await reportEnd(settings.StatusCallback);
  return transcript;

  /** Runs our TwiML until somebody ends the call. */
  async function talk() {
    let next: Webhook | null = webhook(settings.VoiceUrl ?? "", settings.VoiceMethod, [
      ["CallStatus", "ringing"],
    ]);
    while (next) {
      const verbs: Verb[] = await fetchTwiml(next);
      next = null;
      for (const verb of verbs) {
        const step = run(verb);
        if (transcript.seconds >= hangsUpAt) return ended("caller", hangsUpAt);
        if (step === "end") return ended("twiml", transcript.seconds);
        if (step) {
          next = step;
          break;
        }
      }
    }
  }

  function ended(endedBy: Transcript["endedBy"], seconds: number) {
    Object.assign(transcript, { endedBy, seconds });
  }

  function run(verb: Verb): "end" | Webhook | null {
    const at = (url: string) => new URL(url, settings.VoiceUrl).href;
    switch (verb.name) {
      case "Say":
        transcript.said.push(verb.text);
        transcript.seconds += SAY_SECONDS;
        return null;
      case "Pause":
        transcript.seconds += Number(verb.attributes.length ?? 1);
        return null;
      case "Hangup":
      case "Reject":
        return "end";
      case "Redirect":
        return webhook(at(verb.text), verb.attributes.method, [["CallStatus", "in-progress"]]);
      case "Dial": {
        const leg = dial(verb);
        const { action, method } = verb.attributes;
        if (!action) return null;
        const answered = leg.result === "completed";
        return webhook(at(action), method, [
          ["CallStatus", answered ? "in-progress" : "ringing"],
          ["DialCallStatus", leg.result],
          ["DialCallDuration", String(answered ? leg.seconds : 0)],
        ]);
      }
      default:
        throw new Error(`TwiML verb ${verb.name} is not simulated`);
    }
  }

  /** Rings one leg by the script; Twilio adds five seconds to every timeout. */
  function dial(verb: Verb): Leg {
    if (transcript.legs.length >= MOST_LEGS) throw new Error(`More than ${MOST_LEGS} legs: the TwiML loops`);
    const script = call.script[Math.min(transcript.legs.length, call.script.length - 1)] ?? {
      result: "no-answer",
    };
    const limit = Number(verb.attributes.timeout ?? 30) + 5;
    const callerId = verb.attributes.callerId ?? call.from;
    const leg: Leg = {
      to: verb.number,
      callerId,
      at: transcript.seconds,
      result: "no-answer",
      seconds: limit,
    };
    if (!isShowable(callerId)) {
      // https://www.twilio.com/docs/errors/13214
      transcript.warnings.push(13214);
      Object.assign(leg, { result: "failed", seconds: 0 });
    } else if ("answerAfter" in script && script.answerAfter < limit)
      Object.assign(leg, { result: "completed", seconds: script.answerAfter + script.talk });
    else if ("result" in script && script.result !== "no-answer")
      Object.assign(leg, { result: script.result, seconds: 1 });
    if (leg.at + leg.seconds > hangsUpAt)
      Object.assign(leg, { result: "canceled", seconds: hangsUpAt - leg.at });
    transcript.legs.push(leg);
    transcript.seconds += leg.seconds;
    return leg;
  }

  /** The caller's own number, the one that was called, or another one of the account: nothing else is shown. */
  function isShowable(callerId: string): boolean {
    const known = callerId === call.from || callerId === call.to || owned.has(callerId);
    return known && NUMBER.test(callerId) && !WITHHELD.includes(callerId);
  }

  /** The signed request; a failing one goes to the number's fallback, as at Twilio (error 11200). */
  async function fetchTwiml(webhookOfCall: Webhook): Promise<Verb[]> {
    const answer = await ask(webhookOfCall);
    if (answer?.ok) return verbsOf(await answer.text());
    const hangUp = [{ name: "Hangup", text: "", number: "", attributes: {} }];
    if (!settings.VoiceFallbackUrl) return hangUp;
    const failure: Parameters = [
      ["CallStatus", "ringing"],
      ["ErrorCode", "11200"],
      ["ErrorUrl", webhookOfCall.url],
    ];
    const second = await ask(webhook(settings.VoiceFallbackUrl, settings.VoiceFallbackMethod, failure));
    return second?.ok ? verbsOf(await second.text()) : hangUp;
  }

  function ask(asked: Webhook): Promise<Response | null> {
    const { url } = asked;
    return sendWebhook(asked, authToken, {
      send,
      delivery: call.delivery ?? {},
      onTry: (status) => transcript.requests.push({ at: transcript.seconds, url, status }),
    });
  }

  async function reportEnd(url: string) {
    const ending: Parameters = [
      ["CallStatus", "completed"],
      ["CallDuration", String(Math.round(transcript.seconds))],
    ];
    await sendWebhook(webhook(url, settings.StatusCallbackMethod, ending), authToken, {
      send,
      delivery: call.delivery ?? {},
      onTry: (status) => {
        transcript.statusCallback = status;
      },
    });
  }
}
