import { after } from "next/server";
import { log } from "./log";
import { stopSignal, untilStopped } from "./stop";

/** Vercel ends a function after 300 s; nothing new is begun this long before. */
const FUNCTION_LIMIT_MS = 300_000;
const STOP_BEFORE_MS = 30_000;

export type Run = {
  /** One organisation's work, or everybody's. */
  organizationId: string | null;
  /** Nothing new is begun after this moment, nor once the signal is given. */
  deadline: Date;
  signal: AbortSignal;
  /** Told of a part that failed while the rest goes on. */
  onFault: (fault: unknown) => void;
};

// Next evaluates modules once per bundle; one process does each piece of work once.
const shared = globalThis as { backgroundRuns?: Map<string, Promise<void>> };
shared.backgroundRuns ??= new Map();
const runs = shared.backgroundRuns;

/**
 * Work that a timer, a cron, or a page that somebody looks at wakes up: it goes on where the database says that it
 * stands. It runs once per scope and process, however often it is woken; a stop waits for it; its faults are logged.
 */
export function background(name: string, work: (run: Run) => Promise<void>) {
  const onFault = (fault: unknown) => log.error(name, fault);

  /** Runs it for a scope, or joins the run that is under way. */
  function run(organizationId: string | null): Promise<void> {
    const scope = `${name}/${organizationId ?? "all"}`;
    const running = runs.get(scope);
    if (running) return running;
    const deadline = new Date(Date.now() + FUNCTION_LIMIT_MS - STOP_BEFORE_MS);
    const begun = givenUpAfter(
      FUNCTION_LIMIT_MS,
      work({ organizationId, deadline, signal: stopSignal, onFault }),
    ).finally(() => runs.delete(scope));
    runs.set(scope, begun);
    return untilStopped(begun);
  }

  return { run };
}

/** Once the answer has been sent; its faults are logged. */
export const afterwards = (name: string, work: () => Promise<unknown>) =>
  after(() => work().catch((fault) => log.error(name, fault)));

/** A run that hangs does not keep the next one from beginning: what it holds in the database has leases that run out. */
async function givenUpAfter(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error("It did not end by its deadline, and was given up")), ms);
    timer.unref();
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Where nobody else calls: does this now and again and again, until the process is told to end. */
export function onTimer(name: string, ms: number, work: () => Promise<void>, { atOnce = false } = {}) {
  const tick = () => work().catch((fault) => log.error(name, fault));
  // What a process left behind that was killed does not wait for the first round.
  if (atOnce) void tick();
  const timer = setInterval(tick, ms);
  timer.unref();
  stopSignal.addEventListener("abort", () => clearInterval(timer));
}
