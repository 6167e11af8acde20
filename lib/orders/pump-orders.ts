import { type Claim, claimWork, nextDue } from "@/db/queries/claims";
import type { GoOn } from "@/db/queries/settlements";
import { withLogFields } from "@/lib/operations/log";
import { inSpan } from "@/lib/operations/span";
import type { Engine } from "./engine";
import { LINES_IN_A_ROW } from "./engine-settings";
import { workOn } from "./work-on";

/** Requests that one pump keeps in flight, over all accounts; the slots bound each account. */
const WORKERS = 24;
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
  const mayClaim = () => fault === undefined && !signal?.aborted && Date.now() < deadline.getTime();

  /** One slot's work: line after line, for a while, as long as there is any. */
  const workThrough = async (first: Claim, firstClaimedAt: number) => {
    let claim: Claim | null = first;
    let claimedAt = firstClaimedAt;
    for (let lines = 1; claim; lines++) {
      let settling = 0;
      const goOn = () => {
        settling = performance.now();
        return mayClaim() && lines < LINES_IN_A_ROW && running.size < WORKERS ? { organizationId } : null;
      };
      claim = await workOnOne(claim, claimedAt, goOn);
      claimedAt = settling;
    }
  };
  /** What is logged and traced meanwhile names the order and the line. */
  const workOnOne = (claim: Claim, claimedAt: number, goOn: () => GoOn | null) => {
    const about = aboutOf(claim);
    return withLogFields(about, () =>
      inSpan(claim.kind, about, () => workOn(engine, claim, claimedAt, goOn)).catch((error) => {
        // One line that can't be worked on is left to its lease; the others go on.
        engine.onFault(error);
        return null;
      }),
    );
  };
  const start = (claim: Claim, claimedAt: number) => {
    const work: Promise<void> = workThrough(claim, claimedAt)
      .catch((error) => {
        fault ??= error;
      })
      .finally(() => running.delete(work));
    running.add(work);
  };

  while (mayClaim()) {
    await engine.crashPoint("before-claim");
    const claimedAt = performance.now();
    const claim = running.size < WORKERS ? await claimWork(engine.db, organizationId, engine.settings) : null;
    if (claim) {
      start(claim, claimedAt);
      continue;
    }
    const due = await nextDue(engine.db, organizationId);
    if (due === null && running.size === 0) break;
    if (due !== null && running.size === 0 && Date.now() + due > deadline.getTime()) break;
    // A finished request wakes us at once; the rest is for what other processes do.
    await Promise.race([...running, pause(Math.min(Math.max(due ?? IDLE_MS, BUSY_MS), IDLE_MS), signal)]);
  }
  await Promise.all(running);
  if (fault !== undefined) throw fault;
}

function aboutOf(claim: Claim): Record<string, string> {
  return claim.kind === "survey"
    ? { orderId: claim.order.id }
    : { orderId: claim.line.orderId, lineId: claim.line.id };
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(finish, ms);
    signal?.addEventListener("abort", finish, { once: true });
    function finish() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", finish);
      done();
    }
  });
}
