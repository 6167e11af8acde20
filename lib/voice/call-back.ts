/** The rules of a call-back: whom it rings, and when it is rung again. */
export type Target = { forwardTo: string; ringForever: boolean };

/** Where a ring-forever call stands. It travels in the signed address of the next webhook, so rounds repeat safely. */
export type Round = { number: number; startedAt: Date; failures: number };

export type Step =
  | {
      kind: "dial";
      to: string;
      seconds: number;
      next: Round | null /** How long our answer waits first. */;
      waitMs: number;
    }
  | { kind: "say"; sentence: string }
  | { kind: "hang-up" };

/** One round of ringing. Twilio adds five seconds of its own. */
export const RING_SECONDS = 55;
/** "Forever" ends here, at the latest. */
export const CEILING_MS = 60 * 60 * 1000;
const BUSY_WAIT_MS = 4_000;
const MAX_FAILURES = 2;

const UNKNOWN = "The number you have called is not in service. Goodbye.";
const UNREACHABLE =
  "We are sorry, your call can not be connected right now. Please try again later. Goodbye.";

/** A call has come in. `target` is null for a number that is unknown, released, or forwards nowhere. */
export function firstStep(target: Target | null, now: Date): Step {
  if (!target) return { kind: "say", sentence: UNKNOWN };
  const next = target.ringForever ? { number: 1, startedAt: now, failures: 0 } : null;
  return { kind: "dial", to: target.forwardTo, seconds: RING_SECONDS, next, waitMs: 0 };
}

/**
 * A round has ended as `dialStatus`. Only an unanswered or busy line is rung again, a failing one at most twice, and
 * never once the caller has gone (`callStatus`), the ceiling is reached, or ring forever was switched off meanwhile.
 */
export function nextStep(
  target: Target | null,
  round: Round,
  { dialStatus, callStatus }: { dialStatus: string; callStatus: string },
  now: Date,
): Step {
  if (callStatus !== "ringing" && callStatus !== "in-progress") return { kind: "hang-up" };
  const failures = round.failures + (dialStatus === "failed" ? 1 : 0);
  if (!["no-answer", "busy", "failed"].includes(dialStatus)) return { kind: "hang-up" };
  if (failures >= MAX_FAILURES) return { kind: "say", sentence: UNREACHABLE };
  if (!target?.ringForever) return { kind: "hang-up" };
  const left = round.startedAt.getTime() + CEILING_MS - now.getTime();
  if (left < 1000) return { kind: "hang-up" };
  return {
    kind: "dial",
    to: target.forwardTo,
    seconds: Math.max(5, Math.min(RING_SECONDS, Math.floor(left / 1000))),
    next: { number: round.number + 1, startedAt: round.startedAt, failures },
    // A pause in TwiML would answer the call; waiting with our own answer keeps it ringing.
    waitMs: dialStatus === "busy" ? BUSY_WAIT_MS : 0,
  };
}

/** The round of an address, or null when it is not one of ours. */
export function readRound(query: URLSearchParams): Round | null {
  const [number, started, failures] = ["round", "since", "failures"].map((name) => Number(query.get(name)));
  if (!number || !started || !Number.isInteger(number) || failures === undefined || !(failures >= 0))
    return null;
  return { number, startedAt: new Date(started * 1000), failures };
}

export function writeRound(round: Round): string {
  const since = Math.floor(round.startedAt.getTime() / 1000);
  return new URLSearchParams({
    round: String(round.number),
    since: String(since),
    failures: String(round.failures),
  }).toString();
}
