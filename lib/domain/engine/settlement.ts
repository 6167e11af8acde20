import type { Failure, Review } from "@/lib/domain/orders/line";
import type { Pause } from "@/lib/domain/orders/order";
import type { BuyOutcome, OwnedNumber, Trouble } from "@/lib/domain/twilio/provider";
import {
  backOff,
  type EngineSettings,
  MAX_ATTEMPTS,
  MAX_CHECKS,
  maxUnansweredMs,
  nextLook,
} from "./engine-settings";

/** How a claimed line goes on. Only the newest claim may say so: the fence decides. */
export type Settlement =
  | { to: "bought"; sid: string }
  | { to: "failed"; reason: Failure }
  /** It may be bought at once or later: the request did nothing, or was `attempted` and proved without effect. */
  | {
      to: "queued";
      notBefore: number;
      attempted?: boolean;
      counted?: boolean;
      pause?: Pause;
      /** Twilio was too busy. */
      rateLimited?: boolean;
    }
  /** Unresolved: look again later. `counted` looks are towards "unreachable"; `other` is what Twilio named instead. */
  | {
      to: "intent";
      notBefore: number;
      counted: boolean;
      pause?: Pause;
      rateLimited?: boolean;
      other?: OwnedNumber;
    }
  /** A person decides; `number` is what the account has, as far as it was seen. */
  | { to: "review"; reason: Review; number: OwnedNumber | null };

/** What a claimed line is known by; durations in milliseconds, by the database's clock. */
export type ClaimedFacts = {
  id: string;
  attempts: number;
  checks: number;
  /** Since its first purchase request. */
  sinceFirst: number;
  /** Since its last purchase request. */
  elapsed: number;
  /** Its order buys nothing at the moment. */
  paused: boolean;
  /** Since what is left of its order was cancelled, so that nothing is bought again; else null. */
  endingFor: number | null;
};
type Timing = { settings: EngineSettings /** 0 to 1, for every wait that is to differ. */; chance: number };

/** After a purchase that did not plainly succeed. `tooManyRefused`: many of its order failed without a known reason. */
export function afterPurchase(
  outcome: Exclude<BuyOutcome, { kind: "bought" }>,
  line: ClaimedFacts,
  { settings, chance, tooManyRefused }: Timing & { tooManyRefused: boolean },
): Settlement {
  switch (outcome.kind) {
    case "other-number":
      return {
        to: "intent",
        notBefore: nextLook(0, settings),
        counted: false,
        pause: "other-number",
        other: outcome.number,
      };
    case "refused":
      return tooManyRefused
        ? { to: "queued", notBefore: 0, pause: "refused" }
        : { to: "failed", reason: outcome.reason };
    case "account-blocked":
      return { to: "queued", notBefore: 0, pause: outcome.reason };
    case "rate-limited":
      return { to: "queued", notBefore: backOff(1, chance, settings), rateLimited: true };
    case "unreachable":
      return line.checks + 1 >= MAX_CHECKS
        ? { to: "queued", notBefore: 0, pause: "unreachable" }
        : { to: "queued", notBefore: backOff(line.checks, chance, settings), counted: true };
    case "unknown":
      return { to: "intent", notBefore: nextLook(0, settings), counted: false };
  }
}

/** An earlier attempt has no known outcome, and the account does not have the number: wait, or buy it again. */
export function afterAbsence(line: ClaimedFacts, settings: EngineSettings): Settlement | "buy-again" {
  if (line.elapsed < settings.quarantine)
    return { to: "intent", notBefore: nextLook(line.elapsed, settings), counted: false };
  // The quarantine is over and the number is not ours: the attempt had no effect.
  if (line.paused) return { to: "queued", notBefore: 0, attempted: true };
  if (line.attempts >= MAX_ATTEMPTS)
    return { to: "queued", notBefore: 0, attempted: true, pause: "unreachable" };
  return "buy-again";
}

/** A look that got no answer. Looking costs nothing, so it goes on for as long as it takes, also while paused. */
export function afterTroubledLook(
  trouble: Trouble,
  line: ClaimedFacts,
  { settings, chance }: Timing,
): Settlement {
  // What is left of its order was cancelled, so nobody will resume it: a person decides what Twilio does not say.
  if (line.endingFor !== null && line.endingFor > maxUnansweredMs(settings))
    return { to: "review", reason: "unanswered", number: null };
  const notBefore = backOff(line.checks, chance, settings);
  if (trouble.kind === "account-blocked")
    return { to: "intent", notBefore, counted: false, pause: trouble.reason };
  if (trouble.kind === "rate-limited") return { to: "intent", notBefore, counted: false, rateLimited: true };
  const pause = line.checks + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  return { to: "intent", notBefore, counted: true, pause };
}

/**
 * The account has the number. From before the line's first attempt it never was ours; by this line's tag it is, unless
 * its age leaves that open; new but tagged otherwise, somebody bought or renamed it by hand meanwhile, and only a person
 * can say which. `soldToAnother`: a request of another line of ours bought it, so it was paid for.
 */
export function afterFinding(
  number: OwnedNumber,
  age: Age,
  line: Pick<ClaimedFacts, "id">,
  { soldToAnother }: { soldToAnother: boolean },
): Settlement {
  const tagged = number.tag === line.id;
  if (age === "older") {
    if (soldToAnother) return { to: "review", reason: "other-tag", number };
    return { to: "failed", reason: tagged ? "owned-and-changed" : "already-owned" };
  }
  if (!tagged) return { to: "review", reason: "other-tag", number };
  if (age === "unclear") return { to: "review", reason: "unclear-age", number };
  return { to: "bought", sid: number.sid };
}

/** Whether the account had a number before its line's first attempt ("older"). */
export type Age = "ours" | "older" | "unclear";

/** Twilio's dates are whole seconds, and the clocks of its servers differ by this much … */
const WHOLE_SECONDS_MS = 2_000;
const SERVER_SLACK_MS = 60_000;
/** … and the database may have moved to another machine, whose clock differs, since the first attempt. */
const MOVED_SLACK_MS = 15 * 60_000;

/**
 * Twilio answers a purchase of a number that the account owns with 201 and the old date,
 * https://github.com/danielberkompas/ex_twilio/pull/116. Only durations are compared, each by one clock. What can't be
 * told that way is nobody's to judge. `sinceFirst`: milliseconds since the line's first attempt, up to this answer.
 */
export function ageOf(
  { number: { createdAt, updatedAt, tag }, answeredAt }: { number: OwnedNumber; answeredAt: Date | null },
  line: Pick<ClaimedFacts, "id">,
  { sinceFirst, isFirstAnswer }: { sinceFirst: number; isFirstAnswer: boolean },
): Age {
  if (!createdAt) return "ours";
  const changedSince = (updatedAt ?? createdAt).getTime() - createdAt.getTime() > WHOLE_SECONDS_MS;
  // A number that was never changed was made with the tag that it has.
  const madeByUs = tag === line.id && !changedSince;
  if (!answeredAt) return madeByUs ? "ours" : "unclear";
  const before = answeredAt.getTime() - createdAt.getTime() - sinceFirst;
  if (before > (isFirstAnswer ? SERVER_SLACK_MS : MOVED_SLACK_MS)) return madeByUs ? "unclear" : "older";
  return before > WHOLE_SECONDS_MS && changedSince ? "unclear" : "ours";
}
