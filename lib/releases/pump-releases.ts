import {
  type ClaimedRelease,
  claimNextOf,
  claimRelease,
  endReleases,
  msUntilNextRelease,
} from "@/db/queries/release-claims";
import { settleRelease } from "@/db/queries/release-settlements";
import { freeSlot } from "@/db/queries/slots";
import type { Engine } from "@/lib/purchasing/engine";
import { type Pumping, type PumpOptions, pumpWork } from "@/lib/purchasing/pump";
import { log, withLogFields } from "@/lib/runtime/log";
import { type Moment, thisMoment } from "@/lib/runtime/moment";
import { inSpan } from "@/lib/runtime/span";
import { releaseLine } from "./release-line";

type Claimed = { claim: ClaimedRelease; claimedAt: Moment };

/**
 * Releases at Twilio what was to be released, within the limit that it shares with purchases, until nothing is open in
 * scope, the deadline, or the signal. Any number of processes may do it and any may die.
 */
export function pumpReleases(engine: Engine, options: PumpOptions): Promise<void> {
  const { db, settings, onFault } = engine;
  const { organizationId } = options;
  return pumpWork<Claimed>(options, {
    tidy: () => endReleases(db, organizationId).catch(onFault),
    async claim() {
      await engine.crashPoint("before-claim");
      const claimedAt = thisMoment();
      const claim = await claimRelease(db, organizationId, settings);
      return claim && { claim, claimedAt };
    },
    msUntilNext: () => msUntilNextRelease(db, organizationId),
    start: (claimed, pumping) => workThrough(engine, pumping, claimed),
  });
}

/** One slot's work: number after number, for a while, as long as there is any. */
async function workThrough(engine: Engine, { mayGoOn }: Pumping, first: Claimed) {
  let next: Claimed | null = first;
  for (let done = 1; next; done++) {
    const { claim, claimedAt }: Claimed = next;
    const isWritten = await inStep(engine, claim, () => releaseAndRecord(engine, { claim, claimedAt }));
    // Nothing more is asked for in a slot whose outcome could not be written down, until its lease has ended.
    if (!isWritten) return;
    next = await inStep(engine, claim, () => claimAfter(engine, claim, mayGoOn(done)));
  }
}

async function releaseAndRecord(engine: Engine, { claim, claimedAt }: Claimed): Promise<boolean> {
  const settlement = await releaseLine(engine, claim, claimedAt);
  if (!settlement) return false;
  const { id: lineId, releaseId, attempts } = claim.line;
  log.info("release", { releaseId, lineId, attempts, outcome: settlement.to });
  const isWritten = await settleRelease(engine.db, claim, settlement, engine.settings);
  await engine.crashPoint("after-record");
  return isWritten;
}

async function claimAfter(
  { db, settings }: Engine,
  done: ClaimedRelease,
  goesOn: boolean,
): Promise<Claimed | null> {
  const claimedAt = thisMoment();
  if (!goesOn) await freeSlot(db, done);
  const claim = goesOn ? await claimNextOf(db, done, settings) : null;
  return claim && { claim, claimedAt };
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
