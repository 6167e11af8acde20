import { type Claim, type ClaimedLine, claimNext, claimWork } from "@/db/queries/claims";
import { finishStuckOrders } from "@/db/queries/order-progress";
import { freeSlot } from "@/db/queries/slots";
import { msUntilNextWork, wakeForgottenOrders } from "@/db/queries/work-queue";
import type { Settlement } from "@/lib/domain/engine/settlement";
import { withLogFields } from "@/lib/runtime/log";
import { thisMoment } from "@/lib/runtime/moment";
import { inSpan } from "@/lib/runtime/span";
import { buyLine, recordLine } from "./buy-line";
import type { Engine } from "./engine";
import { type Claimed, type Pumping, type PumpOptions, pumpWork, workThrough } from "./pump";
import { takeSnapshot } from "./take-snapshot";

/**
 * Buys what approved orders still lack, until nothing is open in scope, the deadline, or the signal. Any number of
 * processes may pump at the same time and any of them may die: what counts is in the database. See
 * docs/decisions/002-purchase-engine.md.
 */
export function pumpOrders(engine: Engine, options: PumpOptions): Promise<void> {
  const { db, settings, onFault } = engine;
  const { organizationId } = options;
  return pumpWork<Claimed<Claim>>(options, {
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
        : buyLines(engine, organizationId, pumping, { claim, claimedAt }),
  });
}

/** One slot's work: line after line. */
const buyLines = (
  engine: Engine,
  organizationId: string | null,
  pumping: Pumping,
  first: Claimed<ClaimedLine>,
) =>
  workThrough<ClaimedLine, Settlement>(pumping, first, {
    ask: ({ claim, claimedAt }) => inStep(engine, claim.kind, claim, () => buyLine(engine, claim, claimedAt)),
    record: (claim, settlement) =>
      inStep(engine, "record", claim, () => recordLine(engine, claim, settlement).then(() => true)),
    goesOn: ({ to }) => to === "bought",
    next: (claim) =>
      inStep(engine, "claim", claim, () => claimNext(engine.db, claim, organizationId, engine.settings)),
    free: (claim) => inStep(engine, "claim", claim, () => freeSlot(engine.db, claim)),
  });

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
