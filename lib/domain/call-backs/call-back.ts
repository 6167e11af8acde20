import { type Call, shownInstead } from "./caller";

/** The rules of a call-back: whom it rings, and when it is rung again. */
export type Target = {
  forwardTo: string;
  ringForever: boolean;
  /** The call would come back to us, or has: its target is a number of this installation, or its caller one of the team's. */
  wouldLoop: boolean;
};

/**
 * Where a ring-forever call stands, and which number it rings, which the release before did not say. It travels in the
 * signed address of the next webhook, so rounds repeat safely.
 */
export type Round = { number: number; startedAt: Date; failures: number; to?: string };

export type Step =
  | {
      kind: "dial";
      to: string;
      /** The number that is shown; the caller's own when null. */
      callerId: string | null;
      seconds: number;
      next: Round | null;
      /** How long our answer waits first. */
      waitMs: number;
    }
  | { kind: "say"; sentence: string }
  | { kind: "hang-up" };

/** One round of ringing. Twilio adds five seconds of its own. */
const RING_SECONDS = 55;
/** "Forever" ends here, at the latest. */
export const CEILING_MS = 60 * 60 * 1000;
/** … or after so many rounds: a line that is busy at once would be dialled thousands of times. */
export const MAX_ROUNDS = 120;
const BUSY_WAIT_MS = 2_000;
const MAX_FAILURES = 2;

const UNKNOWN = "The number you have called is not in service. Goodbye.";
const UNREACHABLE =
  "We are sorry, your call can not be connected right now. Please try again later. Goodbye.";

const OWN_PHONE = "Calls to this number ring the phone that you are calling from. Goodbye.";

/** A call has come in. `target` is null for a number that is unknown, released, or forwards nowhere. */
export function firstStep(target: Target | null, call: Call, now: Date): Step {
  if (!target) return { kind: "say", sentence: UNKNOWN };
  const next = target.ringForever ? { number: 1, startedAt: now, failures: 0 } : null;
  return dial(target, call, { seconds: RING_SECONDS, next, waitMs: 0 });
}

/** Rings the target, unless the call would go round in circles. */
function dial(
  { forwardTo, wouldLoop }: Target,
  call: Call,
  how: Pick<Extract<Step, { kind: "dial" }>, "seconds" | "next" | "waitMs">,
): Step {
  if (call.from === forwardTo) return { kind: "say", sentence: OWN_PHONE };
  if (wouldLoop) return { kind: "say", sentence: UNREACHABLE };
  const next = how.next && { ...how.next, to: forwardTo };
  return { kind: "dial", to: forwardTo, callerId: shownInstead(call), ...how, next };
}

/**
 * A round has ended as `dialStatus`. Only an unanswered or busy line is rung again, a failing one at most twice, and
 * never once the caller has gone (`callStatus`), the ceiling or the last round is reached, or ring forever was switched
 * off meanwhile.
 */
export function nextStep(
  target: Target | null,
  call: Call,
  round: Round,
  { dialStatus, callStatus }: { dialStatus: string; callStatus: string },
  now: Date,
): Step {
  if (callStatus !== "ringing" && callStatus !== "in-progress") return { kind: "hang-up" };
  const failures = round.failures + (dialStatus === "failed" ? 1 : 0);
  if (!["no-answer", "busy", "failed"].includes(dialStatus)) return { kind: "hang-up" };
  if (failures >= MAX_FAILURES) return { kind: "say", sentence: UNREACHABLE };
  if (!target?.ringForever) return { kind: "hang-up" };
  if (round.number >= MAX_ROUNDS) return { kind: "say", sentence: UNREACHABLE };
  const left = round.startedAt.getTime() + CEILING_MS - now.getTime();
  if (left < 1000) return { kind: "hang-up" };
  return dial(target, call, {
    seconds: Math.max(5, Math.min(RING_SECONDS, Math.floor(left / 1000))),
    next: { number: round.number + 1, startedAt: round.startedAt, failures },
    // A pause in TwiML would answer the call; waiting with our own answer keeps it ringing.
    waitMs: dialStatus === "busy" ? BUSY_WAIT_MS : 0,
  });
}

/** Whether the number that rang can't be reached, by how a round ended; null where that says nothing, as when the caller left. */
export function hasFailed(dialStatus: string): boolean | null {
  if (dialStatus === "failed") return true;
  return ["answered", "completed", "no-answer", "busy"].includes(dialStatus) ? false : null;
}

/** The round of an address, or null when it is not one of ours. */
export function readRound(query: URLSearchParams): Round | null {
  const written = ["round", "since", "failures"].map((name) => query.get(name) ?? "");
  if (!written.every((one) => /^\d{1,12}$/.test(one))) return null;
  const [number = 0, since = 0, failures = 0] = written.map(Number);
  if (number === 0 || since === 0) return null;
  const rang = query.get("to") ?? "";
  const to = /^\d{7,15}$/.test(rang) ? { to: `+${rang}` } : {};
  return { number, startedAt: new Date(since * 1000), failures, ...to };
}

/**
 * The round as the query of an address, its names in alphabetical order: Twilio signs an address as it was written and
 * may ask for it with its query sorted, https://github.com/twilio/twilio-node/issues/1079
 */
export function writeRound(round: Round): string {
  return new URLSearchParams({
    failures: String(round.failures),
    round: String(round.number),
    since: String(Math.floor(round.startedAt.getTime() / 1000)),
    ...(round.to ? { to: round.to.slice(1) } : {}),
  }).toString();
}
