import { setTimeout as pause } from "node:timers/promises";
import { log } from "./log";

type Stopping = {
  /** Aborted once the process is told to end: begin nothing new. */
  signal: AbortController;
  /** What is under way and should come to its end first. */
  work: Set<Promise<unknown>>;
  /** What is done last, such as sending what was collected. */
  onShutdown: (() => Promise<unknown>)[];
};

// Next evaluates modules once per bundle; one process ends once.
const shared = globalThis as { consoleStopping?: Stopping };
shared.consoleStopping ??= { signal: new AbortController(), work: new Set(), onShutdown: [] };
const stopping = shared.consoleStopping;

export const stopSignal = stopping.signal.signal;

/** Work that a stop waits for. */
export function untilStopped<T>(work: Promise<T>): Promise<T> {
  stopping.work.add(work);
  const done = () => stopping.work.delete(work);
  work.then(done, done);
  return work;
}

/** Has something done once all work has ended. */
export const onShutdown = (work: () => Promise<unknown>) => stopping.onShutdown.push(work);

/** The process ends at the latest so long after the work's own patience. */
const MARGIN_MS = 5_000;

/**
 * At SIGTERM and SIGINT: claims nothing more, lets requests to Twilio that are under way come to their end and be
 * written down, and then lets Next close the server. What takes longer than `patience` is handed over: its lease runs
 * out, and another process goes on. Meanwhile requests are answered, and readiness says no.
 */
export function stopGracefully(patience: number) {
  for (const name of ["SIGTERM", "SIGINT"] as const) {
    const nexts = process.listeners(name);
    process.removeAllListeners(name);
    process.on(name, (received) => {
      if (stopSignal.aborted) return;
      stopping.signal.abort();
      log.info("stopping", { underWay: stopping.work.size });
      const end = () => {
        for (const next of nexts) next.call(process, received);
      };
      setTimeout(() => process.exit(1), patience + 2 * MARGIN_MS).unref();
      const late = new Promise((done) => setTimeout(done, patience + MARGIN_MS).unref());
      void Promise.race([Promise.allSettled(stopping.work), late])
        .then(() => Promise.race([Promise.allSettled(stopping.onShutdown.map((one) => one())), pause(1_000)]))
        .then(end);
    });
  }
}
