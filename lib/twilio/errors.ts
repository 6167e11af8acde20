import type { Failure } from "@/lib/domain/orders/line";
import type { Pause } from "@/lib/domain/orders/order";
import type { ReleaseRefusal } from "@/lib/domain/releases/release";
import type { Trouble } from "@/lib/domain/twilio/provider";

/** Twilio's error codes, https://www.twilio.com/docs/api/errors, that are final for one number. */
const FINAL: Record<number, Failure> = {
  21422: "taken",
  21421: "invalid-number",
  21613: "needs-address",
  21615: "needs-address",
  21631: "needs-address",
  21649: "needs-bundle",
  21650: "needs-bundle",
  21651: "needs-bundle",
};

/** Codes that stop the whole account. */
const BLOCKING: Record<number, Pause> = {
  20003: "credentials",
  20008: "credentials",
  21404: "trial",
  10002: "trial",
  22300: "restricted",
  20005: "suspended",
  20403: "suspended",
  90010: "suspended",
  10001: "funds",
  21402: "setup",
  21403: "setup",
  21405: "setup",
  21420: "setup",
  21457: "setup",
  21458: "setup",
};

/** Failures that happen before a byte of the request has left. */
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_|DEPTH_ZERO|UNABLE_TO_|SELF_SIGNED|ERR_TLS)/;

type Shape = { status?: unknown; code?: unknown; message?: unknown };

/**
 * What an error of the official client means. By shape, not by class: only a 4xx with Twilio's own code is an
 * answer. Timeouts, resets, 5xx and unreadable bodies (even of a 201) say nothing about what happened.
 */
export function classify(error: unknown): Trouble | { kind: "refused"; reason: Failure } {
  const { status, code, message } = (error ?? {}) as Shape;
  if (typeof code === "string" && NEVER_SENT.test(code)) return { kind: "unreachable" };
  if (status === 429 || code === 20429) return { kind: "rate-limited" };
  const answered =
    typeof status === "number" && status >= 400 && status < 500 && status !== 408 && status !== 409;
  if (!answered || typeof code !== "number") return { kind: "unknown", why: whyOf(error) };
  const final = FINAL[code];
  if (final) return { kind: "refused", reason: final };
  if (code === 20003 && /suspend/i.test(String(message)))
    return { kind: "account-blocked", reason: "suspended" };
  const blocked = BLOCKING[code];
  if (blocked) return { kind: "account-blocked", reason: blocked };
  // Purchases go to one address: not found means the account in it.
  if (status === 401 || status === 404) return { kind: "account-blocked", reason: "credentials" };
  if (status === 403) return { kind: "account-blocked", reason: "suspended" };
  return { kind: "refused", reason: "refused" };
}

const RELEASE_REFUSALS: Record<number, ReleaseRefusal> = {
  // The same code as of a purchase that needs an address.
  21631: "emergency-address",
  21634: "emergency-address",
  21710: "messaging-service",
  21712: "messaging-service",
  21714: "messaging-service",
};

/** Why Twilio did not release a number. */
export function whyNotReleased(error: unknown): Trouble | { kind: "refused"; reason: ReleaseRefusal } {
  const outcome = classify(error);
  if (outcome.kind !== "refused") return outcome;
  const { code } = error as { code: number };
  return { kind: "refused", reason: RELEASE_REFUSALS[code] ?? "refused" };
}

/** A few words for the log: a code or a status, never a message that could hold credentials. */
function whyOf(error: unknown): string {
  const { status, code } = (error ?? {}) as Shape;
  return (
    [status && `HTTP ${status}`, code && `code ${code}`].filter(Boolean).join(", ") || "no readable answer"
  );
}
