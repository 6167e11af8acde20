import { setTimeout as pause } from "node:timers/promises";
import { type Moment, thisMoment } from "@/lib/runtime/moment";

/** Requests that one pump keeps in flight, over all accounts: they only wait. The slots bound each account. */
const WORKERS = 256;
/** How long to wait at most before asking the database again what is due. */
const IDLE_MS = 1000;
const BUSY_MS = 100;

export type PumpOptions = {
  /** One organisation's work, or everybody's. */
  organizationId: string | null;
  /** No work is claimed after this moment. */
  deadline: Date;
  signal?: AbortSignal;
};

/** What one run of a pump has under way. */
export type Pumping = {
  /** Whether anything new may be claimed. */
  mayClaim(): boolean;
  /** Whether one worker may go on to its next piece of work, after so many. */
  mayGoOn(done: number): boolean;
  /** Nothing more is claimed; the first fault is thrown at the end. */
  stop(error: unknown): void;
};

/** What was claimed, and when. */
export type Claimed<Claim> = { claim: Claim; claimedAt: Moment };

type Work<Claim> = {
  /** What others left behind; a little later than at once, and at the end. */
  tidy(): Promise<void>;
  /** Takes what is due, null where nothing is. */
  claim(): Promise<Claim | null>;
  /** Milliseconds until there may be something; null when nothing comes by itself. */
  msUntilNext(): Promise<number | null>;
  start(claim: Claim, pumping: Pumping): Promise<unknown>;
};

/** A worker gives its slot to whoever comes first after so many lines, so that processes share the work. */
const MAX_LINES_PER_CLAIM = 10;

/** Claims whatever is due and works on it side by side, until nothing is open, the deadline, or the signal. */
export async function pumpWork<Claim>(
  { deadline, signal }: Omit<PumpOptions, "organizationId">,
  work: Work<Claim>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let fault: unknown;
  const stop = (error: unknown) => {
    fault ??= error;
  };
  const mayClaim = () => fault === undefined && !signal?.aborted && Date.now() < deadline.getTime();
  const mayGoOn = (done: number) => mayClaim() && done < MAX_LINES_PER_CLAIM && running.size < WORKERS;
  const pumping: Pumping = { mayClaim, mayGoOn, stop };

  let tidiedAt = Number.NEGATIVE_INFINITY;
  const tidy = async () => {
    if (performance.now() - tidiedAt < IDLE_MS) return;
    tidiedAt = performance.now();
    await work.tidy();
  };
  const start = (claim: Claim) => {
    const ended = work
      .start(claim, pumping)
      .catch(stop)
      .then(() => {
        running.delete(ended);
      });
    running.add(ended);
  };

  /** Claims whatever is due, and waits a moment where nothing is; false once nothing is open. */
  const goOn = async () => {
    await tidy();
    const claim = running.size < WORKERS ? await work.claim() : null;
    if (claim) {
      start(claim);
      return true;
    }
    const due = await work.msUntilNext();
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

/** What is done in one slot of the limit, piece after piece. A step that fails says so itself, and is null. */
type SlotWork<Claim, Settlement> = {
  /** Asks Twilio; null leaves the claim to its lease. */
  ask(claimed: Claimed<Claim>): Promise<Settlement | null>;
  /** Writes down how it went; true once it is. */
  record(claim: Claim, settlement: Settlement): Promise<boolean | null>;
  /** Whether the slot may go on while that is written down: other outcomes may close it, or pause what it works on. */
  goesOn(settlement: Settlement): boolean;
  /** The next piece for the slot; null where none is due. */
  next(claim: Claim): Promise<Claim | null>;
  /** Gives the slot to whoever comes next. */
  free(claim: Claim): Promise<unknown>;
};

/** One slot's work, for a while, as long as there is any. */
export async function workThrough<Claim, Settlement>(
  { mayGoOn, stop }: Pumping,
  first: Claimed<Claim>,
  work: SlotWork<Claim, Settlement>,
): Promise<void> {
  let recording: Promise<unknown> = Promise.resolve(true);
  let claimed: Claimed<Claim> | null = first;
  try {
    for (let done = 1; claimed; done++) {
      const claim: Claim = claimed.claim;
      const settlement = await work.ask(claimed);
      const lastWasRecorded = await recording;
      if (!settlement) return;
      recording = work.record(claim, settlement).catch(stop);
      // Nothing is asked for any more in a slot whose answers can't be written down, until its lease has ended.
      if (!lastWasRecorded || (!work.goesOn(settlement) && !(await recording))) return;
      const claimedAt = thisMoment();
      const next: Claim | null = mayGoOn(done) ? await work.next(claim) : null;
      if (!next && (await recording)) await work.free(claim);
      claimed = next && { claim: next, claimedAt };
    }
  } finally {
    await recording;
  }
}
