import type { EngineSettings } from "@/lib/domain/engine/engine-settings";
import { longestSince, type Moment } from "@/lib/runtime/moment";

/** A claim that is older was held up on its way, so the database is asked whether it still stands. */
const CONFIRM_AFTER_MS = 2_000;

/** A process that slept so long that its answer could come after its lease must not send any more. */
export async function mayStillSend(
  { lease, timeout }: EngineSettings,
  claimedAt: Moment,
  isStillClaimed: () => Promise<boolean>,
): Promise<boolean> {
  const age = longestSince(claimedAt);
  if (age > lease - timeout) return false;
  return age <= CONFIRM_AFTER_MS || isStillClaimed();
}
