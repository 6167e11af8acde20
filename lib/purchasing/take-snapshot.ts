import { setTimeout as pause } from "node:timers/promises";
import {
  asFound,
  findSnapshotRun,
  leaveSnapshot,
  listQueuedNumbers,
  postponeSnapshot,
  renewSnapshot,
  type SnapshotRun,
  settleSnapshot,
} from "@/db/queries/account-snapshots";
import type { ClaimedSnapshot } from "@/db/queries/claims";
import { accountNumbersAmong, claimPage, countAccountNumbers, findRun } from "@/db/queries/reconcile-runs";
import { freeSlot, renewSlot } from "@/db/queries/slots";
import { type PageAhead, readPage } from "@/lib/account/read-page";
import { backOff, MAX_CHECKS, MAX_FAULTS, SLOTS_PER_ACCOUNT } from "@/lib/domain/engine/engine-settings";
import { PAUSES } from "@/lib/domain/orders/order";
import { ACCOUNT_PAGE_ROWS } from "@/lib/domain/reconcile/account-number";
import type { PageOutcome, Trouble } from "@/lib/domain/twilio/provider";
import type { Engine } from "./engine";
import { lookUpNumbers } from "./look-up-numbers";

/** A reading that an order waited for and nobody used in time, as beside the release before, says nothing any more. */
const MAX_AGE_MS = 10 * 60_000;
/** An account of more than one page that was never read may have a hundred: two rounds of looks are worth a try. */
const UNKNOWN_PAGES = 2 * SLOTS_PER_ACCOUNT + 1;
/** How long to leave a page to whoever reads it. */
const WAIT_MS = 1_000;

/**
 * Finds out for an order, before its first purchase, which of its numbers the account has: by one page where that is all
 * of the account, by a look at each where the order has fewer numbers than the account has pages, else by a reading of
 * the whole account, which Reconcile shares. `mayGoOn` is asked between two steps of a long one.
 */
export async function takeSnapshot(engine: Engine, claim: ClaimedSnapshot, mayGoOn: () => boolean) {
  const { db } = engine;
  if (claim.order.faults > MAX_FAULTS) return postponeSnapshot(db, claim, 0, "fault");
  if (claim.order.runId) return followRun(engine, claim, { id: claim.order.runId, counts: true }, mayGoOn);
  const numbers = await listQueuedNumbers(db, claim.order.id);
  const known = await countAccountNumbers(db, claim.account);
  let pages = Math.ceil(known / ACCOUNT_PAGE_ROWS);
  let firstPage: Promise<PageOutcome> | undefined;
  if (pages <= 1) {
    firstPage = (await engine.providerFor(claim.account, engine.settings.timeout)).listPage(null);
    // Whoever waits for it hears how it failed.
    firstPage.catch(() => undefined);
    pages = UNKNOWN_PAGES;
    // Of an account that was never read nobody knows whether that is all: small orders are looked up meanwhile.
    if (known > 0 || numbers.length >= pages) {
      const page = await firstPage;
      if (page.kind !== "page") return afterTrouble(engine, claim, page);
      if (page.next === null) return settleSnapshot(db, claim, page.numbers.map(asFound));
    }
  }
  if (numbers.length < pages) {
    const looked = await lookUpNumbers(engine, claim, numbers, firstPage);
    if (looked.kind === "looked") return settleSnapshot(db, looked.claim, looked.found);
    return looked.kind === "trouble"
      ? afterTrouble(engine, looked.claim, looked.trouble)
      : freeSlot(db, claim);
  }
  const run = await findSnapshotRun(db, claim);
  return run ? followRun(engine, claim, run, mayGoOn) : freeSlot(db, claim);
}

/**
 * Reads on, a page at a time, until the reading that the order waits for has ended. One that began too early is read to
 * its end, too: an account has one at a time, and whoever began it may be gone.
 */
async function followRun(
  engine: Engine,
  first: ClaimedSnapshot,
  { id: runId, counts }: SnapshotRun,
  mayGoOn: () => boolean,
) {
  const { db, settings } = engine;
  let claim: ClaimedSnapshot | null = first;
  let ahead: PageAhead | null = null;
  while (claim) {
    const run = await findRun(db, runId);
    if (run?.state !== "running" && !counts) return leaveSnapshot(db, claim, 0);
    if (run?.state === "done") {
      if ((run.endedAgo ?? 0) > MAX_AGE_MS) return postponeSnapshot(db, claim, 0);
      const numbers = await listQueuedNumbers(db, claim.order.id);
      return settleSnapshot(db, claim, await accountNumbersAmong(db, claim.account, numbers));
    }
    if (run?.state !== "running") {
      const reason = PAUSES.find((one) => one === run?.problem);
      return postponeSnapshot(db, claim, 0, reason ?? "unreachable");
    }
    const hasSlot = (await renewSlot(db, claim, settings.lease)).length > 0;
    if (!hasSlot || !mayGoOn()) {
      await answered(ahead);
      return leaveSnapshot(db, claim, 0);
    }
    const page = await claimPage(db, { runId }, settings.lease);
    if (page && "run" in page) ahead = await readPage(engine, page.run, ahead);
    else await pause(Math.min(page?.wait ?? 0, WAIT_MS));
    claim = await renewSnapshot(db, claim, settings.lease);
  }
  // Another process has taken the snapshot; the slot may still be ours.
  await answered(ahead);
  await freeSlot(db, first);
}

/** A slot is not given back while a request of its own is under way. */
const answered = (ahead: PageAhead | null) => ahead?.page.catch(() => undefined);

function afterTrouble(engine: Engine, claim: ClaimedSnapshot, trouble: Trouble) {
  const { tries } = claim.order;
  const givenUp = tries + 1 >= MAX_CHECKS ? "unreachable" : undefined;
  const reason = trouble.kind === "account-blocked" ? trouble.reason : givenUp;
  return postponeSnapshot(engine.db, claim, backOff(tries, engine.chance(), engine.settings), reason);
}
