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
  /** Twilio did nothing (`queued`), or may have done it: it is asked for again, which by its id can never mean another number. */
  | {
      to: "queued" | "releasing";
      notBefore: number;
      /** Nobody answered. */
      counted?: boolean;
      pause?: Pause;
      rateLimited?: boolean;
      /** Its emergency address is being taken off. */
      isAddressLeaving?: boolean;
    };

type Timing = { settings: EngineSettings /** 0 to 1. */; chance: number };

type Line = {
  checks: number;
  addressLooks: number;
  isUncertain: boolean;
  /** Milliseconds since Twilio was asked before; null where it never was. */
  elapsed: number | null;
};

/** After what Twilio answered to a release, or to the look at a number that it says it does not have. */
export function afterRelease(
  outcome: Exclude<ReleaseOutcome, { kind: "released" | "absent" }> | Trouble,
  line: Line,
  { settings, chance }: Timing,
): ReleaseSettlement {
  const notBefore = backOff(line.checks, chance, settings);
  // What was asked before may still happen: nobody may be told that the number is kept.
  const to = line.isUncertain ? "releasing" : "queued";
  const pause: Pause | undefined = line.checks + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  switch (outcome.kind) {
    case "refused":
      // One that was asked before and not answered may still take effect.
      return line.isUncertain && (line.elapsed ?? 0) < settings.quarantine
        ? { to, notBefore: settings.quarantine }
        : { to: "refused", reason: outcome.reason };
    case "account-blocked":
      return { to, notBefore: 0, pause: outcome.reason };
    case "rate-limited":
      return { to, notBefore, rateLimited: true };
    case "unreachable":
      return { to, notBefore, counted: true, pause };
    case "unknown":
      return { to: "releasing", notBefore, counted: true, pause };
  }
}

/** So often it is looked at whether an emergency address is off; Twilio takes about half a minute. */
const MAX_ADDRESS_LOOKS = 30;

/** Its emergency address is being taken off: 5 seconds later it is tried again. */
export const whileAddressLeaves = ({ addressLooks }: Line, settings: EngineSettings): ReleaseSettlement =>
  addressLooks >= MAX_ADDRESS_LOOKS
    ? { to: "refused", reason: "address-stays" }
    : { to: "releasing", notBefore: paceOf(settings).grow, isAddressLeaving: true };
