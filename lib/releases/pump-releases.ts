import {
  type ClaimedRelease,
  claimNextOf,
  claimRelease,
  endReleases,
  msUntilNextRelease,
} from "@/db/queries/release-claims";
import { settleRelease } from "@/db/queries/release-settlements";
import { freeSlot } from "@/db/queries/slots";
import type { ReleaseSettlement } from "@/lib/domain/releases/settlement";
import type { Engine } from "@/lib/purchasing/engine";
import { type Claimed, type Pumping, type PumpOptions, pumpWork, workThrough } from "@/lib/purchasing/pump";
import { log, withLogFields } from "@/lib/runtime/log";
import { thisMoment } from "@/lib/runtime/moment";
import { inSpan } from "@/lib/runtime/span";
import { releaseLine } from "./release-line";

/**
 * Releases at Twilio what was to be released, within the limit that it shares with purchases, until nothing is open in
 * scope, the deadline, or the signal. Any number of processes may do it and any may die.
 */
export function pumpReleases(engine: Engine, options: PumpOptions): Promise<void> {
  const { db, settings, onFault } = engine;
  const { organizationId } = options;
  return pumpWork<Claimed<ClaimedRelease>>(options, {
    tidy: () => endReleases(db, organizationId).catch(onFault),
    async claim() {
      await engine.crashPoint("before-claim");
      const claimedAt = thisMoment();
      const claim = await claimRelease(db, organizationId, settings);
      return claim && { claim, claimedAt };
    },
    msUntilNext: () => msUntilNextRelease(db, organizationId),
    start: (claimed, pumping) => releaseLines(engine, pumping, claimed),
  });
}

/** One slot's work: number after number. */
const releaseLines = (engine: Engine, pumping: Pumping, first: Claimed<ClaimedRelease>) =>
  workThrough<ClaimedRelease, ReleaseSettlement>(pumping, first, {
    ask: ({ claim, claimedAt }) => inStep(engine, claim, () => releaseLine(engine, claim, claimedAt)),
    record: (claim, settlement) => inStep(engine, claim, () => record(engine, claim, settlement)),
    goesOn: ({ to }) => to === "released",
    next: (claim) => inStep(engine, claim, () => claimNextOf(engine.db, claim, engine.settings)),
    free: (claim) => inStep(engine, claim, () => freeSlot(engine.db, claim)),
  });

async function record(engine: Engine, claim: ClaimedRelease, settlement: ReleaseSettlement) {
  const { id: lineId, releaseId, attempts } = claim.line;
  log.info("release", { releaseId, lineId, attempts, outcome: settlement.to });
  const isWritten = await settleRelease(engine.db, claim, settlement, engine.settings);
  await engine.crashPoint("after-record");
  return isWritten;
}

/** A step that fails leaves its number to its lease; the others go on. */
function inStep<T>(engine: Engine, { line }: ClaimedRelease, work: () => Promise<T>): Promise<T | null> {
  const about = { releaseId: line.releaseId, lineId: line.id };
  return withLogFields(about, () =>
    inSpan("release", about, work).catch((error) => {
      engine.onFault(error);
      return null;
    }),
  );
}
