import { type ClaimedRelease, isReleaseClaimed } from "@/db/queries/release-claims";
import { MAX_FAULTS } from "@/lib/domain/engine/engine-settings";
import { afterRelease, type ReleaseSettlement, whileAddressLeaves } from "@/lib/domain/releases/settlement";
import type { Provider } from "@/lib/domain/twilio/provider";
import type { Engine } from "@/lib/purchasing/engine";
import { mayStillSend } from "@/lib/purchasing/may-still-send";
import type { Moment } from "@/lib/runtime/moment";

/**
 * Releases the claimed number; null leaves it to its lease. It is named by the id that Twilio bills it by, so that asking
 * twice gives up one number once, and never one that was bought again since.
 */
export async function releaseLine(
  engine: Engine,
  claim: ClaimedRelease,
  claimedAt: Moment,
): Promise<ReleaseSettlement | null> {
  const { line, account } = claim;
  // Whatever was tried so often throws again: a person says when it is tried once more.
  const to = line.isUncertain ? "releasing" : "queued";
  if (line.faults > MAX_FAULTS) return { to, notBefore: 0, pause: "fault" };
  // Twilio was never asked, or did nothing.
  if (!line.isUncertain && !line.isListed) return { to: "refused", reason: "gone" };
  if (!line.isUncertain && !line.isSame) return { to: "refused", reason: "bought-again" };
  if (!line.isUncertain && line.locked) return { to: "kept" };
  const provider = await engine.providerFor(account, engine.settings.timeout);
  await engine.crashPoint("after-intent");
  const { settings, db } = engine;
  const isClaimed = () => isReleaseClaimed(db, claim, settings.timeout);
  if (!(await mayStillSend(settings, claimedAt, isClaimed))) return null;
  if (line.locked) return keepLocked(engine, provider, claim);
  const outcome = await provider.release(line.sid);
  await engine.crashPoint("after-effect");
  switch (outcome.kind) {
    case "released":
      return { to: "released" };
    case "absent":
      return isGone(engine, provider, claim);
    case "refused":
      if (outcome.reason === "emergency-address" && line.takesAddressOff)
        return takeAddressOff(engine, provider, claim);
  }
  return afterRelease(outcome, line, timing(engine));
}

/** Twilio has nothing under its id: released before, unless the number is there under that id after all. */
async function isGone(
  engine: Engine,
  provider: Provider,
  { line }: ClaimedRelease,
): Promise<ReleaseSettlement> {
  const found = await provider.findOwned(line.e164);
  // A look asks for nothing, so what blocks or delays it says nothing about the release.
  const unclear = { ...line, isUncertain: true };
  if (found.kind === "absent") return { to: "released" };
  if (found.kind !== "found") return afterRelease(found, unclear, timing(engine));
  if (found.number.sid === line.sid)
    return afterRelease({ kind: "unknown", why: "there and not there" }, unclear, timing(engine));
  // Bought again since, under another id, which is nobody's to release here; our list may have it by now.
  return line.isSame ? { to: "released" } : { to: "refused", reason: "bought-again" };
}

/** Takes the emergency address off, and waits until Twilio has done that. */
async function takeAddressOff(
  engine: Engine,
  provider: Provider,
  { line }: ClaimedRelease,
): Promise<ReleaseSettlement> {
  const now = await provider.fetch(line.sid);
  const isThere = now.kind === "found" && now.number.emergencyAddressSid !== "";
  const asked = isThere ? await provider.removeEmergencyAddress(line.sid) : now;
  if (asked.kind === "found")
    return asked.number.emergencyAddressStatus === "unregistration-failure"
      ? { to: "refused", reason: "address-stays" }
      : whileAddressLeaves(line, engine.settings);
  // It was released meanwhile, which the next try finds out.
  if (asked.kind === "absent") return whileAddressLeaves(line, engine.settings);
  return afterRelease(asked, { ...line, isUncertain: true }, timing(engine));
}

/** It was locked while nobody knew what became of a request: looked at until no answer can be under way any more. */
async function keepLocked(
  engine: Engine,
  provider: Provider,
  claim: ClaimedRelease,
): Promise<ReleaseSettlement> {
  const { line } = claim;
  const { quarantine } = engine.settings;
  const found = await provider.fetch(line.sid);
  if (found.kind === "absent") return isGone(engine, provider, claim);
  if (found.kind !== "found") return afterRelease(found, line, timing(engine));
  if ((line.elapsed ?? 0) > quarantine) return { to: "kept" };
  return { to: "releasing", notBefore: quarantine };
}

const timing = ({ settings, chance }: Engine) => ({ settings, chance: chance() });
