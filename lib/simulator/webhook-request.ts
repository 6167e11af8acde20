import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";

export type Parameters = [name: string, value: string][];
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
export type Webhook = { url: string; method: string; parameters: Parameters };
/** How requests arrive: twice, so many milliseconds late, or signed with another token. */
type Delivery = { duplicate?: boolean; delay?: number; badSignature?: boolean };

/** Twilio gives up after so long, whatever the address asks for. */
const CEILING_MS = 15_000;

/**
 * Asks an address as Twilio does: signed as it was written, requested with its query sorted by name, tried again as its
 * fragment says (only a failed connection is, without one). Null when nobody answered; `onTry` hears the status of each try, 0 without an answer.
 */
export async function sendWebhook(
  webhook: Webhook,
  token: string,
  { send, delivery, onTry }: { send: Fetch; delivery: Delivery; onTry: (status: number) => void },
): Promise<Response | null> {
  const { retries, retryOn, readTimeout } = overridesOf(webhook.url);
  const idempotency = randomBytes(16).toString("hex");
  const deadline = Date.now() + CEILING_MS;
  const [url, init] = signed(webhook, delivery.badSignature ? "another-token" : token, idempotency);
  for (let left = retries; ; left--) {
    if (delivery.delay) await pause(delivery.delay);
    if (delivery.duplicate) await send(url, init).catch(() => undefined);
    const timeout = Math.min(readTimeout, deadline - Date.now());
    const answer = await send(url, { ...init, signal: AbortSignal.timeout(Math.max(timeout, 1)) }).catch(
      (error: Error) => (error.name === "TimeoutError" ? ("rt" as const) : ("ct" as const)),
    );
    const status = typeof answer === "string" ? 0 : answer.status;
    onTry(status);
    const failure =
      typeof answer === "string" ? answer : status >= 500 ? "5xx" : status >= 400 ? "4xx" : null;
    const again = failure && (retryOn === "all" || retryOn === failure);
    if (!again || left === 0 || Date.now() >= deadline) return typeof answer === "string" ? null : answer;
  }
}

/** `#rc=3&rp=all&rt=3500`, https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
function overridesOf(url: string) {
  const given = new URLSearchParams(new URL(url).hash.slice(1));
  return {
    retries: Math.min(Number(given.get("rc") ?? 1), 5),
    retryOn: given.get("rp") ?? "ct",
    readTimeout: Math.min(Number(given.get("rt") ?? CEILING_MS), CEILING_MS),
  };
}

function signed(
  { url, method, parameters }: Webhook,
  token: string,
  idempotency: string,
): [string, RequestInit] {
  const written = new URL(url);
  written.hash = "";
  const form = new URLSearchParams(parameters);
  // A parameter that stands twice counts with all its values.
  const all = Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
  if (method === "GET") for (const [name, value] of parameters) written.searchParams.append(name, value);
  const headers = {
    "x-twilio-signature": getExpectedTwilioSignature(token, written.href, method === "GET" ? {} : all),
    "i-twilio-idempotency-token": idempotency,
    "user-agent": "TwilioProxy/1.1",
  };
  const sorted = new URL(written);
  sorted.searchParams.sort();
  return [sorted.href, { method, headers, ...(method === "GET" ? {} : { body: form }) }];
}
