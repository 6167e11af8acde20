import { postponeSnapshot, settleSnapshot } from "@/db/queries/account-snapshots";
import type { ClaimedSnapshot } from "@/db/queries/claims";
import { backOff, MAX_CHECKS, MAX_FAULTS } from "@/lib/domain/engine/engine-settings";
import type { Engine } from "./engine";

/** Lists the account's numbers for an order, before its first purchase. */
export async function takeSnapshot(engine: Engine, claim: ClaimedSnapshot): Promise<void> {
  if (claim.order.faults > MAX_FAULTS) return postponeSnapshot(engine.db, claim, 0, "fault");
  const provider = await engine.providerFor(claim.account);
  const outcome = await provider.listOwned();
  if (outcome.kind === "listed") return settleSnapshot(engine.db, claim, outcome.numbers);
  const { tries } = claim.order;
  const givenUp = tries + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  const pause = outcome.kind === "account-blocked" ? outcome.reason : givenUp;
  return postponeSnapshot(engine.db, claim, backOff(tries, engine.chance(), engine.settings), pause);
}
