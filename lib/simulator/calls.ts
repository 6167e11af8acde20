import { randomBytes } from "node:crypto";
import { tokenOf } from "./accounts";
import type { InboundCall, Leg, Transcript } from "./call-script";
import type { NumberRow } from "./incoming-numbers";
import type { Store } from "./store";
import { type Verb, verbsOf } from "./twiml";
import { type Fetch, type Parameters, sendWebhook, type Webhook } from "./webhook-request";

/** A loop that dials this often is a bug of the application. */
const MOST_LEGS = 200;
const SAY_SECONDS = 3;
/** What Twilio shows; a North American number has ten digits, no area code or exchange of which begins with 0 or 1. */
const NUMBER = /^\+(1[2-9]\d\d[2-9]\d{6}|[2-9]\d{6,14})$/;
/** Callers without a number, as they arrive. */
const WITHHELD = ["+7378742833", "+2562533", "+8566696", "+266696687", "+86282452253", "+464"];

/** A call under way. */
type Call = InboundCall & {
  settings: NumberRow["settings"];
  /** Numbers that the account has. */
  owned: Set<string>;
  authToken: string;
  /** What every request says about it. */
  about: Parameters;
  hangsUpAt: number;
  send: Fetch;
  transcript: Transcript;
};

const EMPTY: Transcript = {
  legs: [],
  said: [],
  requests: [],
  warnings: [],
  statusCallback: null,
  endedBy: "completed",
  seconds: 0,
};

/** What the network says of a number that nobody holds; no webhook is asked. */
const NOT_IN_SERVICE = "The number you have dialed is not in service.";

/**
 * A call to a simulated number: fetches its webhook, signed as Twilio signs, and runs our TwiML on a virtual clock
 * (Say, Pause, Dial, Redirect, Reject, Hangup), so that an hour of ringing takes as long as its requests.
 */
export async function placeCall(store: Store, asked: InboundCall, send: Fetch = fetch): Promise<Transcript> {
  const [number] = await store.query<NumberRow>(
    "select * from numbers where e164 = $1 and released_at is null",
    [asked.to],
  );
  if (!number) return { ...structuredClone(EMPTY), said: [NOT_IN_SERVICE] };
  const { settings, account_sid: accountSid } = number;
  const held = await store.query<{ e164: string }>(
    "select e164 from numbers where account_sid = $1 and released_at is null",
    [accountSid],
  );
  const call: Call = {
    ...asked,
    settings,
    owned: new Set(held.map(({ e164 }) => e164)),
    authToken: await tokenOf(store.query, accountSid),
    about: [
      ["CallSid", `CA${randomBytes(16).toString("hex")}`],
      ["AccountSid", accountSid],
      ["ApiVersion", "2010-04-01"],
      ["Direction", "inbound"],
      ["From", asked.from],
      ["To", asked.to],
      ...(asked.parameters ?? []),
    ],
    hangsUpAt: asked.callerHangsUpAt ?? Number.POSITIVE_INFINITY,
    send,
    transcript: structuredClone(EMPTY),
  };
  await talk(call);
  if (settings.StatusCallback) await reportEnd(call, settings.StatusCallback);
  return call.transcript;
}

const webhook = ({ about }: Call, url: string, method: string | undefined, more: Parameters): Webhook => ({
  url,
  method: method || "POST",
  parameters: [...about, ...more],
});

/** Runs our TwiML until somebody ends the call. */
async function talk(call: Call) {
  const { settings, transcript, hangsUpAt } = call;
  const ended = (endedBy: Transcript["endedBy"], seconds: number) =>
    Object.assign(transcript, { endedBy, seconds });
  let next: Webhook | null = webhook(call, settings.VoiceUrl ?? "", settings.VoiceMethod, [
    ["CallStatus", "ringing"],
  ]);
  while (next) {
    const verbs: Verb[] = await fetchTwiml(call, next);
    next = null;
    for (const verb of verbs) {
      const step = run(call, verb);
      if (transcript.seconds >= hangsUpAt) return ended("caller", hangsUpAt);
      if (step === "end") return ended("twiml", transcript.seconds);
      if (step) {
        next = step;
        break;
      }
    }
  }
}

function run(call: Call, verb: Verb): "end" | Webhook | null {
  const { settings, transcript } = call;
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
      return webhook(call, at(verb.text), verb.attributes.method, [["CallStatus", "in-progress"]]);
    case "Dial": {
      const leg = dial(call, verb);
      const { action, method } = verb.attributes;
      if (!action) return null;
      const answered = leg.result === "completed";
      return webhook(call, at(action), method, [
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
function dial(call: Call, verb: Verb): Leg {
  const { transcript, hangsUpAt } = call;
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
  if (!isShowable(call, callerId)) {
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
function isShowable(call: Call, callerId: string): boolean {
  const known = callerId === call.from || callerId === call.to || call.owned.has(callerId);
  return known && NUMBER.test(callerId) && !WITHHELD.includes(callerId);
}

/** The signed request; a failing one goes to the number's fallback, as at Twilio (error 11200). */
async function fetchTwiml(call: Call, asked: Webhook): Promise<Verb[]> {
  const { settings } = call;
  const answer = await ask(call, asked);
  if (answer?.ok) return verbsOf(await answer.text());
  const hangUp = [{ name: "Hangup", text: "", number: "", attributes: {} }];
  if (!settings.VoiceFallbackUrl) return hangUp;
  const failure: Parameters = [
    ["CallStatus", "ringing"],
    ["ErrorCode", "11200"],
    ["ErrorUrl", asked.url],
  ];
  const second = await ask(
    call,
    webhook(call, settings.VoiceFallbackUrl, settings.VoiceFallbackMethod, failure),
  );
  return second?.ok ? verbsOf(await second.text()) : hangUp;
}

function ask({ transcript, authToken, send, delivery = {} }: Call, asked: Webhook): Promise<Response | null> {
  const { url } = asked;
  return sendWebhook(asked, authToken, {
    send,
    delivery,
    onTry: (status) => transcript.requests.push({ at: transcript.seconds, url, status }),
  });
}

async function reportEnd(call: Call, url: string) {
  const { settings, transcript, authToken, send, delivery = {} } = call;
  const ending: Parameters = [
    ["CallStatus", "completed"],
    ["CallDuration", String(Math.round(transcript.seconds))],
  ];
  await sendWebhook(webhook(call, url, settings.StatusCallbackMethod, ending), authToken, {
    send,
    delivery,
    onTry: (status) => {
      transcript.statusCallback = status;
    },
  });
}
