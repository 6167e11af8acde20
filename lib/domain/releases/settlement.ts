import { backOff, type EngineSettings, MAX_CHECKS, paceOf } from "@/lib/domain/engine/engine-settings";
import type { Pause } from "@/lib/domain/orders/order";
import type { ReleaseOutcome, Trouble } from "@/lib/domain/twilio/provider";
import type { ReleaseFailure } from "./release";

/** How a claimed number goes on. Only the newest claim may say so: the fence decides. */
export type ReleaseSettlement =
  | { to: "released" }
  /** Somebody locked it, and Twilio has it still. */
  | { to: "kept" }
  | { to: "refused"; reason: ReleaseFailure }
  /** Twilio did nothing. */
  | { to: "queued"; notBefore: number; pause?: Pause; rateLimited?: boolean }
  /** It may have happened: it is asked for again, which by its id can never mean another number. */
  | {
      to: "releasing";
      notBefore: number;
      counted: boolean;
      pause?: Pause;
      rateLimited?: boolean;
      isAddressLeaving?: boolean;
    };

type Timing = { settings: EngineSettings /** 0 to 1. */; chance: number };

/** After what Twilio answered to a release, or to the look at a number that it says it does not have. */
export function afterRelease(
  outcome: Exclude<ReleaseOutcome, { kind: "released" | "absent" }> | Trouble,
  line: { checks: number; isUncertain: boolean },
  { settings, chance }: Timing,
): ReleaseSettlement {
  const notBefore = backOff(line.checks, chance, settings);
  // What was asked before may still happen: nobody may be told that the number is kept.
  const waiting = line.isUncertain
    ? ({ to: "releasing", counted: false } as const)
    : ({ to: "queued" } as const);
  switch (outcome.kind) {
    case "refused":
      return { to: "refused", reason: outcome.reason };
    case "account-blocked":
      return { ...waiting, notBefore: 0, pause: outcome.reason };
    case "rate-limited":
      return { ...waiting, notBefore, rateLimited: true };
    case "unreachable":
      return { ...waiting, notBefore };
    case "unknown":
      return unanswered(line, { settings, chance });
  }
}

/** Nobody knows what became of it: asked again soon, and after some times a person says when. */
export function unanswered({ checks }: { checks: number }, { settings, chance }: Timing): ReleaseSettlement {
  const notBefore = backOff(checks, chance, settings);
  const pause: Pause | undefined = checks + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  return { to: "releasing", notBefore, counted: true, pause };
}

/** So often it is asked whether an emergency address is off; Twilio takes about half a minute. */
const MAX_ADDRESS_LOOKS = 30;

/** Its emergency address is being taken off: 5 seconds later it is tried again. */
export const whileAddressLeaves = (line: { checks: number }, settings: EngineSettings): ReleaseSettlement =>
  line.checks >= MAX_ADDRESS_LOOKS
    ? { to: "refused", reason: "emergency-address" }
    : { to: "releasing", notBefore: paceOf(settings).grow, counted: true, isAddressLeaving: true };
