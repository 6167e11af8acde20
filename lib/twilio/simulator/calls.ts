import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { XMLParser } from "fast-xml-parser";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { z } from "zod";
import { SIMULATOR_CREDENTIALS } from "@/lib/env";
import { rulesOf } from "./accounts";
import type { NumberRow } from "./incoming-numbers";
import type { Store } from "./store";

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
  /** How its requests arrive: twice, so many milliseconds late, or signed with another token. */
  delivery: z
    .strictObject({ duplicate: z.boolean(), delay: z.number(), badSignature: z.boolean() })
    .partial()
    .optional(),
});
export type LegScript = z.infer<typeof legSchema>;
export type InboundCall = z.infer<typeof callSchema>;

export type Leg = { to: string; at: number; result: string; seconds: number };
export type Transcript = {
  legs: Leg[];
  said: string[];
  requests: { at: number; url: string; status: number }[];
  endedBy: "caller" | "twiml" | "completed" | "error";
  seconds: number;
};

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A loop that dials this often is a bug of the application. */
const MOST_LEGS = 200;
const SAY_SECONDS = 3;

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
  const transcript: Transcript = { legs: [], said: [], requests: [], endedBy: "completed", seconds: 0 };
  const hangsUpAt = call.callerHangsUpAt ?? Number.POSITIVE_INFINITY;
  const about = {
    CallSid: `CA${randomBytes(16).toString("hex")}`,
    AccountSid: number.account_sid,
    ApiVersion: "2010-04-01",
    Direction: "inbound",
    From: call.from,
    To: call.to,
  };

  let next: { url: string; params: Record<string, string> } | null = {
    url: number.settings.VoiceUrl ?? "",
    params: { ...about, CallStatus: "ringing" },
  };
  while (next) {
    const verbs: Verb[] = await fetchTwiml(next.url, next.params);
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
  return transcript;

  function ended(by: Transcript["endedBy"], seconds: number): Transcript {
    return { ...transcript, endedBy: by, seconds };
  }

  function run(verb: Verb): "end" | { url: string; params: Record<string, string> } | null {
    const at = (url: string) => new URL(url, number?.settings.VoiceUrl).href;
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
        return { url: at(verb.text), params: { ...about, CallStatus: "in-progress" } };
      case "Dial": {
        const leg = dial(verb);
        const { action } = verb.attributes;
        if (!action) return null;
        const answered = leg.result === "completed";
        const status = { CallStatus: answered ? "in-progress" : "ringing", DialCallStatus: leg.result };
        return {
          url: at(action),
          params: { ...about, ...status, DialCallDuration: String(answered ? leg.seconds : 0) },
        };
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
    const leg: Leg = { to: verb.number, at: transcript.seconds, result: "no-answer", seconds: limit };
    if ("answerAfter" in script && script.answerAfter < limit)
      Object.assign(leg, { result: "completed", seconds: script.answerAfter + script.talk });
    if ("result" in script && script.result !== "no-answer")
      Object.assign(leg, { result: script.result, seconds: 1 });
    if (leg.at + leg.seconds > hangsUpAt)
      Object.assign(leg, { result: "canceled", seconds: hangsUpAt - leg.at });
    transcript.legs.push(leg);
    transcript.seconds += leg.seconds;
    return leg;
  }

  /** The signed request; a failing one goes to the number's fallback, as at Twilio (error 11200). */
  async function fetchTwiml(url: string, params: Record<string, string>): Promise<Verb[]> {
    const answer = await post(url, params);
    if (answer.ok) return verbsOf(await answer.text());
    const fallback = number?.settings.VoiceFallbackUrl;
    if (!fallback) return [{ name: "Hangup", text: "", number: "", attributes: {} }];
    const second = await post(fallback, { ...params, ErrorCode: "11200", ErrorUrl: url });
    return second.ok
      ? verbsOf(await second.text())
      : [{ name: "Hangup", text: "", number: "", attributes: {} }];
  }

  async function post(url: string, params: Record<string, string>): Promise<Response> {
    const { duplicate, delay, badSignature } = call.delivery ?? {};
    const { authToken } = await rulesOf(store.query, number?.account_sid ?? "");
    const token = badSignature ? "another-token" : (authToken ?? SIMULATOR_CREDENTIALS.authToken);
    const headers = {
      "x-twilio-signature": getExpectedTwilioSignature(token, url, params),
      "i-twilio-idempotency-token": randomBytes(16).toString("hex"),
      "user-agent": "TwilioProxy/1.1",
    };
    if (delay) await pause(delay);
    const request = { method: "POST", body: new URLSearchParams(params), headers };
    if (duplicate) await send(url, request);
    const answer = await send(url, request);
    transcript.requests.push({ at: transcript.seconds, url, status: answer.status });
    return answer;
  }
}

type Verb = { name: string; text: string; number: string; attributes: Record<string, string> };
type Node = Record<string, unknown> & { ":@"?: Record<string, string> };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
});

function verbsOf(xml: string): Verb[] {
  const nodes = parser.parse(xml) as Node[];
  const response = nodes.find((node) => "Response" in node)?.Response as Node[] | undefined;
  if (!response) throw new Error("12100: the answer is not TwiML");
  return response.map((node) => {
    const name = Object.keys(node).find((key) => key !== ":@") ?? "";
    const children = node[name] as Node[];
    const number = children.find((child) => "Number" in child)?.Number as Node[] | undefined;
    return { name, text: textOf(children), number: textOf(number ?? children), attributes: node[":@"] ?? {} };
  });
}

const textOf = (nodes: Node[]) => nodes.map((node) => String(node["#text"] ?? "")).join("");
