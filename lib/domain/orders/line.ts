/** One number of an order: its states, why it failed, and how a row says so. */
export const LINE_STATES = ["proposed", "queued", "intent", "bought", "failed", "review", "dropped"] as const;
export type LineState = (typeof LINE_STATES)[number];

/** A number that may be bought at any moment, or was: nobody else may order it, and it counts towards the maximum. */
export const OPEN_STATES = ["queued", "intent", "review"] as const satisfies LineState[];

export const FAILURES = [
  "taken",
  "in-another-order",
  "already-owned",
  "owned-and-changed",
  "price-rose",
  "needs-address",
  "needs-bundle",
  "invalid-number",
  "refused",
  "given-up",
  "cancelled",
] as const;
export type Failure = (typeof FAILURES)[number];

export type RowWord = "Waiting" | "Buying" | "Being checked" | "Success" | "Failed";

/** Null for a row of an order that ended before it was approved. */
export function rowWord(line: { state: LineState; uncertain: boolean }): RowWord | null {
  switch (line.state) {
    case "bought":
      return "Success";
    case "failed":
      return "Failed";
    case "review":
      return "Being checked";
    case "intent":
      return line.uncertain ? "Being checked" : "Buying";
    case "proposed":
    case "queued":
      return "Waiting";
    case "dropped":
      return null;
  }
}

/** What happened, and the next step. "Not charged" stands only where Twilio's answers prove it. */
export function failureSentence(reason: string): string {
  switch (reason as Failure) {
    case "taken":
      return "Taken by someone else.";
    case "in-another-order":
      return "In another order. See Orders for what became of it.";
    case "already-owned":
      return "Your Twilio account owned it before this order. Nothing was changed or charged.";
    case "owned-and-changed":
      return "Your Twilio account owned it before this order, so nothing was charged. Twilio took our request as a change of its name and call-back address: Reconcile shows it.";
    case "price-rose":
      return "Costs more now than was approved. Put it back into the cart to approve the new price.";
    case "needs-address":
      return "Needs an address. Add one in Twilio, then buy it again.";
    case "needs-bundle":
      return "Needs a regulatory bundle. Add one in Twilio, then buy it again.";
    case "invalid-number":
      return "Twilio does not know this number. Search for another one.";
    case "given-up":
      return "An admin decided that this order did not buy it. Reconcile shows what the Twilio account has.";
    case "cancelled":
      return "Cancelled before it was bought.";
    default:
      return "Twilio refused it. Try again, or choose another number.";
  }
}

const REVIEWS = ["other-tag", "unclear-age", "unanswered", "fault"] as const;
export type Review = (typeof REVIEWS)[number];

/** Why only a person can say whether the order bought the number. */
export function reviewSentence(reason: string | null): string {
  return `${reviewReason(reason)} A person must decide on the Reconcile page.`;
}

/** The reason alone. */
export function reviewReason(reason: string | null): string {
  switch (reason as Review) {
    case "unclear-age":
      return "Twilio sold it to us or had sold it to this account a moment before; its answer fits both.";
    case "unanswered":
      return "A purchase got no answer, and Twilio does not say whether the account has the number.";
    case "fault":
      return "The console failed again and again to write down what became of it; it may have been bought.";
    default:
      return "The account has the number under another name, and Twilio’s answers don’t tell whether this order bought it.";
  }
}

/**
 * A failed number of which Twilio's answers prove that nothing was charged. Where a person gave it up, or cancelled it
 * after a purchase without an answer, nobody can say so.
 */
export const isUncharged = (reason: string | null) => reason !== "given-up" && reason !== "cancelled";

/** A failed number that buying again might get. */
export function canRetry(reason: string | null): boolean {
  return !["already-owned", "owned-and-changed", "invalid-number", "given-up"].includes(reason ?? "");
}
