import { setTimeout as pause } from "node:timers/promises";
import { type Claim, type ClaimedLine, claimNext, claimWork } from "@/db/queries/claims";
import { finishStuckOrders } from "@/db/queries/order-progress";
import { freeSlot } from "@/db/queries/slots";
import { msUntilNextWork, wakeForgottenOrders } from "@/db/queries/work-queue";
import { MAX_LINES_PER_CLAIM } from "@/lib/domain/engine/engine-settings";
import { withLogFields } from "@/lib/runtime/log";
import { type Moment, thisMoment } from "@/lib/runtime/moment";
import { inSpan } from "@/lib/runtime/span";
import { buyLine, recordLine } from "./buy-line";
import type { Engine } from "./engine";
import { takeSnapshot } from "./take-snapshot";

/** Requests that one pump keeps in flight, over all accounts: they only wait. The slots bound each account. */
const WORKERS = 256;
/** How long to wait at most before asking the database again what is due. */
const IDLE_MS = 1000;
const BUSY_MS = 100;

type Options = {
  /** One organisation's orders, or everybody's. */
  organizationId: string | null;
  /** No work is claimed after this moment. */
  deadline: Date;
  signal?: AbortSignal;
};

/** What one call of `pumpOrders` has under way. */
type Pump = {
  engine: Engine;
  organizationId: string | null;
  running: Set<Promise<void>>;
  mayClaim(): boolean;
  /** Nothing more is claimed; the first fault is thrown at the end. */
  stop(error: unknown): void;
};

/**
 * Buys what approved orders still lack, until nothing is open in scope, the deadline, or the signal. Any number of
 * processes may pump at the same time and any of them may die: what counts is in the database. See
 * docs/decisions/002-purchase-engine.md.
 */
export async function pumpOrders(
  engine: Engine,
  { organizationId, deadline, signal }: Options,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let fault: unknown;
  const stop = (error: unknown) => {
    fault ??= error;
  };
  const mayClaim = () => fault === undefined && !signal?.aborted && Date.now() < deadline.getTime();
  const pump: Pump = { engine, organizationId, running, mayClaim, stop };

  /** What others left behind, and what an admin cancelled meanwhile; a little later than at once. */
  let tidiedAt = Number.NEGATIVE_INFINITY;
  const tidy = async () => {
    if (performance.now() - tidiedAt < IDLE_MS) return;
    tidiedAt = performance.now();
    await wakeForgottenOrders(engine.db, organizationId, 2 * engine.settings.quarantine).catch(
      engine.onFault,
    );
    await finishStuckOrders(engine.db, organizationId).catch(engine.onFault);
  };

  /** Claims whatever is due, and waits a moment where nothing is; false once nothing is open. */
  const goOn = async () => {
    await tidy();
    await engine.crashPoint("before-claim");
    const claimedAt = thisMoment();
    const claim = running.size < WORKERS ? await claimWork(engine.db, organizationId, engine.settings) : null;
    if (claim) {
      start(pump, claim, claimedAt);
      return true;
    }
    const due = await msUntilNextWork(engine.db, organizationId);
    if (due === null && running.size === 0) return false;
    if (due !== null && running.size === 0 && Date.now() + due > deadline.getTime()) return false;
    // A finished request wakes us at once; the rest is for what other processes do, who have the slots when work is due.
    const soonest = running.size > 0 ? IDLE_MS : BUSY_MS;
    const wait = due === 0 ? soonest : Math.min(due ?? IDLE_MS, IDLE_MS);
    await Promise.race([...running, pause(wait, undefined, { signal }).catch(() => undefined)]);
    return true;
  };

  try {
    while (mayClaim() && (await goOn()));
  } catch (error) {
    // What is under way is written down before anybody hears of it.
    stop(error);
  }
  await Promise.all(running);
  tidiedAt = Number.NEGATIVE_INFINITY;
  await tidy();
  if (fault !== undefined) throw fault;
}

function start(pump: Pump, claim: Claim, claimedAt: Moment) {
  const { engine, running, stop } = pump;
  const work: Promise<unknown> =
    claim.kind === "snapshot"
      ? inStep(engine, "snapshot", claim, () => takeSnapshot(engine, claim, pump.mayClaim))
      : workThrough(pump, claim, claimedAt);
  const ended = work.catch(stop).then(() => {
    running.delete(ended);
  });
  running.add(ended);
}

/** One slot's work: line after line, for a while, as long as there is any. */
async function workThrough(
  { engine, organizationId, running, mayClaim, stop }: Pump,
  first: ClaimedLine,
  firstClaimedAt: Moment,
) {
  let recording: Promise<unknown> = Promise.resolve(true);
  let claim: ClaimedLine | null = first;
  let claimedAt = firstClaimedAt;
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
      const goesOn = mayClaim() && lines < MAX_LINES_PER_CLAIM && running.size < WORKERS;
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
