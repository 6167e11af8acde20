import type { Pause } from "@/lib/domain/orders/order";

/**
 * How giving back one number stands. Leaving: it answers call-backs until its day. Queued: its turn comes. Releasing: Twilio
 * may have been asked, so there is no way back. Kept: somebody kept it before its day. Refused: Twilio did not give it up.
 */
export const RELEASE_LINE_STATES = ["leaving", "queued", "releasing", "released", "kept", "refused"] as const;
export type ReleaseLineState = (typeof RELEASE_LINE_STATES)[number];

/** Those in which a number is on its way out. */
export const OPEN_RELEASE_STATES = ["leaving", "queued", "releasing"] as const satisfies ReleaseLineState[];

/** Why Twilio does not give up a number, as it says itself. */
export type ReleaseRefusal = "emergency-address" | "messaging-service" | "refused";
/** Why a number was not released. */
export type ReleaseFailure = ReleaseRefusal | "address-stays" | "bought-again" | "gone";

export function releaseFailureWords(reason: string): string {
  switch (reason as ReleaseFailure) {
    case "emergency-address":
      return "It has an emergency address. Tick that it may be taken off, and release it again.";
    case "messaging-service":
      return "Twilio uses it in a messaging service. Take it off there in Twilio’s console, then release it again.";
    case "address-stays":
      return "Twilio did not take its emergency address off in time, or did and still keeps the number: look at it in Twilio’s console before anybody calls 911 with it, then release it again.";
    case "bought-again":
      return "It was bought again at Twilio meanwhile, and is listed and billed under its new id. Release it again if that is to go, too.";
    case "gone":
      return "Somebody marked it as gone from the Twilio account before its turn came.";
    default:
      return "Twilio refused to release it. Look for a message in Twilio’s console, then release it again.";
  }
}

/** Why releases of an account rest. */
export function releasePauseSentence(reason: Pause | string): string {
  switch (reason as Pause) {
    case "suspended":
      return "The Twilio account is suspended. Sort it out in Twilio’s console, then resume.";
    case "credentials":
      return "Twilio did not accept our credentials. Ask whoever runs this console to check them, then resume.";
    case "fault":
      return "This console failed again and again at one of its numbers. Tell whoever runs it, then resume: what became of that number is asked then.";
    case "unreachable":
      return "Twilio has not answered for some time. Some of these numbers may be released already; what is left is asked about again when you resume.";
    default:
      return "Twilio lets this account do nothing for now. Look for a message in Twilio’s console, then resume.";
  }
}

export const RELEASE_REASONS = {
  "not-needed": "No longer needed",
  spam: "Marked as spam",
  ended: "Team or campaign ended",
  expensive: "Too expensive",
  other: "Another reason",
} as const;
export type ReleaseReason = keyof typeof RELEASE_REASONS;

/** `Marked as spam: it rings all night`. */
export const reasonWords = (reason: ReleaseReason, words = "") =>
  [reason === "other" && words ? "" : RELEASE_REASONS[reason], words].filter(Boolean).join(": ");

/** What becomes of a chosen number when it is to be released; all but the first are named, and stay. */
export const RELEASE_OUTCOMES = ["goes", "locked", "in-order", "own", "going", "gone", "moved"] as const;
export type ReleaseRowOutcome = (typeof RELEASE_OUTCOMES)[number];
export type ReleaseCounts = Record<ReleaseRowOutcome, number>;

/** `2 are locked`, for those that stay; null where there is none. */
export function staysWords(outcome: Exclude<ReleaseRowOutcome, "goes">, count: number): string | null {
  if (count === 0) return null;
  const are = count === 1 ? "is" : "are";
  const words = {
    locked: `${are} locked`,
    "in-order": `${are} in an open order`,
    own: `${are} your own`,
    going: `${are} leaving already`,
    gone: `${are} released or gone already`,
    moved: `${count === 1 ? "was" : "were"} changed since you chose ${count === 1 ? "it" : "them"}`,
  }[outcome];
  return `${count.toLocaleString("en-US")} ${words}`;
}
