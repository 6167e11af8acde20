import type { ChangeFigures } from "./changes";
import type { ChaosFigures } from "./chaos";
import type { CodeFigures } from "./codes";
import type { Verdict } from "./judge";
import type { ReleaseFigures } from "./releases";

type Figures = {
  name?: string;
  seed: number;
  settings: string;
  orders: number;
  lines: number;
  verdict: Verdict;
  attempts?: number;
  faults?: Record<string, number>;
  chaos?: ChaosFigures;
  /** Lines that an admin cancelled, reviews that one decided, and numbers sold instead of others. */
  person?: { cancelled: number; decided: number; kept: number };
  codes?: CodeFigures[];
  changes?: ChangeFigures;
  releasing?: ReleaseFigures & { released: number };
  /** What Twilio answers to the purchase of a number that the account owns. */
  ownedRebuy?: string;
  /** The most purchases of one account that were under way at once. */
  most?: number;
  seconds?: number;
};

/** One line with everything in it. By the rule of three, zero of N bounds the rate below 3/N with 95 % confidence. */
export function report({
  name = "torture",
  verdict,
  faults = {},
  chaos,
  person,
  codes = [],
  changes,
  releasing,
  ...run
}: Figures): string {
  const struck = Object.values(faults).reduce((sum, hits) => sum + hits, 0);
  const kinds = Object.entries(faults).map(([kind, hits]) => `${kind} ${hits}`);
  const sum = (of: (one: CodeFigures) => number) => codes.reduce((total, one) => total + of(one), 0);
  return [
    `${name} seed=${run.seed} orders=${run.orders} lines=${run.lines} attempts=${run.attempts ?? "-"}`,
    `faults=${struck}${kinds.length > 0 ? ` (${kinds.join(", ")})` : ""}`,
    chaos && `kill9=${chaos.kill9} sigstop=${chaos.sigstop} pgkill=${chaos.pgkill} silent=${chaos.silent}`,
    `settings=${run.settings}${run.ownedRebuy ? ` rebuy=${run.ownedRebuy}` : ""}${run.most ? ` at_once=${run.most}` : ""}`,
    `| bought=${verdict.bought} unavailable=${verdict.unavailable}`,
    `| lost=${verdict.lost} double=${verdict.double} orphan=${verdict.orphan} stuck=${verdict.stuck}`,
    `charge_without_record=${verdict.chargeWithoutRecord}`,
    `bought_after_cancel=${verdict.boughtAfterCancel} said_not_charged_but_was=${verdict.saidNotChargedButWas}`,
    person && `| cancelled=${person.cancelled} decided=${person.decided} kept_on_reconcile=${person.kept}`,
    changes &&
      `| changes=${changes.changes} undos=${changes.undos} refused=${changes.refused} miscounted=${verdict.miscounted}`,
    releasing &&
      `| given_back=${releasing.asked} released=${releasing.released} kept=${releasing.kept}` +
        ` released_twice=${verdict.releasedTwice} released_unasked=${verdict.releasedUnasked}` +
        ` not_released=${verdict.notReleased} bought_back=${verdict.boughtBack} release_stuck=${verdict.releaseStuck}`,
    codes.length > 0 &&
      `| code: guesses=${sum((one) => one.guesses)} accepted_wrong=${sum((one) => one.acceptedWrong)}` +
        ` replayed=${sum((one) => one.replayed)} parallel_winners=${Math.max(...codes.map((one) => one.parallelWinners))}`,
    `| bound<3/${run.lines}`,
    run.seconds && `| ${run.seconds.toFixed(0)} s`,
  ]
    .filter(Boolean)
    .join(" ");
}
