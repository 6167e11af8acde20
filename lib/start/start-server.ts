import { setTimeout as pause } from "node:timers/promises";
import { startPumpTimer } from "@/lib/purchasing/schedule-pump";
import { startReadingTimer } from "@/lib/reconcile/schedule-runs";
import { startReleaseTimer } from "@/lib/releases/schedule-releases";
import { logRequests } from "@/lib/runtime/access-log";
import { env } from "@/lib/runtime/config/env";
import { databaseState } from "@/lib/runtime/database";
import { guardOutput, log } from "@/lib/runtime/log";
import { stopGracefully, stopSignal } from "@/lib/runtime/stop";
import { loadTwilio } from "@/lib/twilio";

/** A call that wakes this server may not wait for its database. */
const PATIENCE_MS = 2_000;

/** Asks until the database says whose it is, however late it wakes up; another environment's ends the server. */
async function databaseOfOurs() {
  while (!stopSignal.aborted) {
    const state = await databaseState();
    if (state.kind === "wrong") exit(new Error(state.problem));
    if (state.kind === "ours") return;
    await pause(PATIENCE_MS, undefined, { ref: false });
  }
}

/** Throwing from `register` would leave a server that answers 500 to everything. */
function exit(fault: unknown): never {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exit(1);
}

/** Runs once as the server starts: names every wrong setting and exits, or begins to pump when nobody else calls. */
export async function startServer() {
  // Whoever read our log may end before us; an error there would be logged, and fail again, for ever.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
  try {
    const { onVercel, secrets, otlpEndpoint, engine } = env();
    guardOutput(secrets);
    await Promise.race([databaseOfOurs(), pause(PATIENCE_MS)]);
    if (otlpEndpoint) (await import("@/lib/runtime/tracing")).startTracing();
    if (onVercel) return;
    logRequests();
    stopGracefully(engine.timeout);
  } catch (fault) {
    exit(fault);
  }
  startPumpTimer();
  startReleaseTimer();
  startReadingTimer();
  loadTwilio().catch((fault) => log.error("the Twilio client could not be loaded", fault));
}
