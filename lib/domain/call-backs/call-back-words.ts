import { plainNumber } from "@/lib/domain/format";
import { CEILING_MS, firstStep, nextStep, type Step, type Target } from "./call-back";

/** Somebody outside, whose number nobody forwards to. */
const CALL = { from: "anonymous", to: "" };

/**
 * What becomes of a call-back to a number that forwards there, in a sentence that begins in lower case: read off the rules
 * that answer calls, so that it can't say anything else.
 */
export function callBackWords(target: Target | null): string {
  const now = new Date(0);
  const step = firstStep(target, CALL, now);
  if (step.kind !== "dial") return `nobody is rung${why(target)}. ${heard(step)}`;
  const { seconds, next, to } = step;
  const unanswered = { dialStatus: "no-answer", callStatus: "ringing" };
  const again = next && nextStep(target, CALL, next, unanswered, new Date(seconds * 1000));
  return again?.kind === "dial"
    ? `${plainNumber(to)} rings, again and again, until somebody answers or the caller hangs up, for at most ${CEILING_MS / 60_000} minutes.`
    : `${plainNumber(to)} rings for ${seconds} seconds. If nobody answers, the call ends.`;
}

const why = (target: Target | null) =>
  target?.wouldLoop
    ? `: ${plainNumber(target.forwardTo)} is a number of this console itself, and the call would go round in circles`
    : "";

const heard = (step: Step) =>
  step.kind === "say" ? `The caller hears “${step.sentence}”` : "The call ends.";
