import { createHash } from "node:crypto";
import type { LineState } from "./line";

export const ORDER_STATES = [
  "awaiting_code",
  "approved",
  "buying",
  "paused",
  "done",
  "partly_done",
  "failed",
  "cancelled",
  "expired",
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** States in which the engine may buy. */
export const PURCHASABLE_STATES = ["approved", "buying"] as const satisfies OrderState[];
/** States whose lines the engine still works on: it also looks up what a paused order may have bought. */
export const UNFINISHED_STATES = [...PURCHASABLE_STATES, "paused"] as const satisfies OrderState[];

export const isUnfinished = (state: OrderState) =>
  (UNFINISHED_STATES as readonly OrderState[]).includes(state);
export const isFinished = (state: OrderState) =>
  state === "done" || state === "partly_done" || state === "failed";

/** What is left of it was cancelled, and some numbers are not settled yet. */
export const isEnding = (order: { state: OrderState; endingSince: Date | null }) =>
  order.endingSince !== null && isUnfinished(order.state);

/** What people see: an approved order is "buying", and one whose rest was cancelled is "ending", not paused. */
export const ORDER_STATUSES = [
  "awaiting_code",
  "buying",
  "paused",
  "done",
  "partly_done",
  "failed",
  "cancelled",
  "expired",
  "ending",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export function orderStatus(order: { state: OrderState; endingSince: Date | null }): OrderStatus {
  if (isEnding(order)) return "ending";
  return order.state === "approved" ? "buying" : order.state;
}

/** Who may cancel: any admin of the organisation, a colleague's order, too. Before it is approved all of it goes … */
export const mayCancelUnapproved = (order: { state: OrderState }) => order.state === "awaiting_code";
/** … and while it is under way what is left of it: once. */
export const mayCancelRemaining = (order: { state: OrderState; endingSince: Date | null }) =>
  isUnfinished(order.state) && !isEnding(order);

/** How an order ends once no line is open; null while one is. */
export function orderEnd(
  lines: Partial<Record<LineState, number>>,
): "done" | "partly_done" | "failed" | null {
  if ((lines.queued ?? 0) + (lines.intent ?? 0) + (lines.review ?? 0) > 0) return null;
  if (!lines.bought) return "failed";
  return lines.failed ? "partly_done" : "done";
}

/** Whatever could go on by itself has ended, and the rest needs a person. */
export const onlyReviewIsLeft = (lines: Partial<Record<LineState, number>>) =>
  (lines.queued ?? 0) + (lines.intent ?? 0) === 0 && (lines.review ?? 0) > 0;

/** Account-level trouble that pauses a whole order. */
export const PAUSES = [
  "suspended",
  "trial",
  "restricted",
  "credentials",
  "funds",
  "setup",
  "refused",
  "other-number",
  "fault",
  "unreachable",
] as const;
export type Pause = (typeof PAUSES)[number];

export function pauseSentence(reason: string): string {
  switch (reason as Pause) {
    case "suspended":
      return "Twilio account suspended. Sort it out in Twilio’s console, then resume.";
    case "trial":
      return "Trial account limit: Twilio sells a trial account one number. Upgrade it in Twilio’s console, then resume.";
    case "restricted":
      return "Twilio has restricted this account from buying numbers for now. Write to Twilio support, then resume.";
    case "credentials":
      return "Twilio did not accept our credentials. Ask whoever runs this console to check them, then resume.";
    case "funds":
      return "The Twilio account has no funds. Add some in Twilio’s console, then resume.";
    case "setup":
      return "Twilio refused the call-back address of this console. Ask whoever runs it to check PUBLIC_URL, then resume.";
    case "refused":
      return "Twilio refused several numbers of this order for a reason that we don’t know. Look for a message in Twilio’s console, then resume; whatever it refuses after that fails by itself.";
    case "other-number":
      return "Twilio answered a purchase with another number than the one that was asked for. Reconcile shows what the account has; write to Twilio support before you resume.";
    case "fault":
      return "This console failed again and again to read the Twilio account for it. Tell whoever runs it, then resume.";
    default:
      return "Twilio could not be reached for a while. Resume when it answers again.";
  }
}

/** What the requester of an order is told by mail: it has ended; numbers or the whole order need a person. */
export const NOTICES = ["finished", "review", "paused"] as const;
export type NoticeKind = (typeof NOTICES)[number];

export type Approval = {
  organizationId: string;
  twilioAccountSid: string;
  requesterId: string;
  currency: string;
  lines: { e164: string; type: string; priceMicros: number }[];
  forwardTo: string;
  ringForever: boolean;
  userIds: string[];
};

/** SHA-256 in hex over exactly what a Transaction Code approves, independent of the order of lines and users. */
export function orderFingerprint(approval: Approval): string {
  const lines = approval.lines
    .map((line) => [line.e164, line.type, line.priceMicros])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const canonical = [
    1,
    approval.organizationId,
    approval.twilioAccountSid,
    approval.requesterId,
    approval.currency,
    lines,
    approval.forwardTo,
    approval.ringForever,
    [...approval.userIds].sort(),
  ];
  return createHash("sha256").update(JSON.stringify(canonical)).digest("hex");
}

/** `Order 1042`: how people call it. */
export const orderName = ({ number }: { number: number }) => `Order ${number}`;

/** The eight characters that the page and the email show. */
export const shortFingerprint = (fingerprint: string) => fingerprint.slice(0, 8);
