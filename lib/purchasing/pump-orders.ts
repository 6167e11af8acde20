import { type Claim, type ClaimedLine, claimNext, claimWork } from "@/db/queries/claims";
import { finishStuckOrders } from "@/db/queries/order-progress";
import { freeSlot } from "@/db/queries/slots";
import { msUntilNextWork, wakeForgottenOrders } from "@/db/queries/work-queue";
import { withLogFields } from "@/lib/runtime/log";
import { type Moment, thisMoment } from "@/lib/runtime/moment";
import { inSpan } from "@/lib/runtime/span";
import { buyLine, recordLine } from "./buy-line";
import type { Engine } from "./engine";
import { type Pumping, type PumpOptions, pumpWork } from "./pump";
import { takeSnapshot } from "./take-snapshot";

/** A claim, and when it was made. */
type Claimed = { claim: Claim; claimedAt: Moment };

/**
 * Buys what approved orders still lack, until nothing is open in scope, the deadline, or the signal. Any number of
 * processes may pump at the same time and any of them may die: what counts is in the database. See
 * docs/decisions/002-purchase-engine.md.
 */
export function pumpOrders(engine: Engine, options: PumpOptions): Promise<void> {
  const { db, settings, onFault } = engine;
  const { organizationId } = options;
  return pumpWork<Claimed>(options, {
    // And what an admin cancelled meanwhile.
    async tidy() {
      await wakeForgottenOrders(db, organizationId, 2 * settings.quarantine).catch(onFault);
      await finishStuckOrders(db, organizationId).catch(onFault);
    },
    async claim() {
      await engine.crashPoint("before-claim");
      const claimedAt = thisMoment();
      const claim = await claimWork(db, organizationId, settings);
      return claim && { claim, claimedAt };
    },
    msUntilNext: () => msUntilNextWork(db, organizationId),
    start: ({ claim, claimedAt }, pumping) =>
      claim.kind === "snapshot"
        ? inStep(engine, "snapshot", claim, () => takeSnapshot(engine, claim, pumping.mayClaim))
        : workThrough(engine, organizationId, pumping, { claim, claimedAt }),
  });
}

/** One slot's work: line after line, for a while, as long as there is any. */
async function workThrough(
  engine: Engine,
  organizationId: string | null,
  { mayGoOn, stop }: Pumping,
  first: { claim: ClaimedLine; claimedAt: Moment },
) {
  let recording: Promise<unknown> = Promise.resolve(true);
  let claim: ClaimedLine | null = first.claim;
  let { claimedAt } = first;
  try {
    for (let lines = 1; claim; lines++) {
      const line: ClaimedLine = claim;
      const settlement = await inStep(engine, line.kind, line, () => buyLine(engine, line, claimedAt));
      const lastWasRecorded = await recording;
      if (!settlement) return;
      const record = () => recordLine(engine, line, settlement).then(() => true);
      recording = inStep(engine, "record", line, record).catch(stop);
      // A purchase is written down while its slot goes on; another outcome may close the slot or pause the order.
      // Nothing is asked for any more in a slot whose answers can't be written down, until its lease has ended.
      if (!lastWasRecorded || (settlement.to !== "bought" && !(await recording))) return;
      claimedAt = thisMoment();
      const goesOn = mayGoOn(lines);
      claim = await inStep(engine, "claim", line, () =>
        goesOn
          ? claimNext(engine.db, line, organizationId, engine.settings)
          : freeSlot(engine.db, line).then(() => null),
      );
    }
  } finally {
    await recording;
  }
}

/** A step that fails leaves its line to its lease; the others go on. Its log and trace name the order and line. */
function inStep<T>(engine: Engine, name: string, claim: Claim, work: () => Promise<T>): Promise<T | null> {
  const about: Record<string, string> =
    claim.kind === "snapshot"
      ? { orderId: claim.order.id }
      : { orderId: claim.line.orderId, lineId: claim.line.id };
  return withLogFields(about, () =>
    inSpan(name, about, work).catch((error) => {
      engine.onFault(error);
      return null;
    }),
  );
}
