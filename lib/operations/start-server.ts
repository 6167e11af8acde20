import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/lib/env";
import { startPumpTimer } from "@/lib/orders/schedule-pump";
import { startReadingTimer } from "@/lib/reconcile/schedule-runs";
import { loadTwilio } from "@/lib/twilio";
import { logRequests } from "./access-log";
import { checkDatabase, WrongDatabase } from "./check-database";
import { guardOutput, log } from "./log";
import { stopGracefully } from "./stop";

/** A call that wakes this server may not wait for its database. */
const PATIENCE_MS = 2_000;

/** One that does not answer yet is asked again before anything is bought, and before we say that we are ready. */
async function databaseOfOurs() {
  await checkDatabase().catch((error) => {
    if (error instanceof WrongDatabase) throw error;
  });
}

/** Runs once as the server starts: names every wrong setting and exits, or begins to pump when nobody else calls. */
export async function startServer() {
  // Whoever read our log may end before us; an error there would be logged, and fail again, for ever.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
  try {
    const { onVercel, secrets, otlpEndpoint, engine } = env();
    guardOutput(secrets);
    await Promise.race([databaseOfOurs(), pause(PATIENCE_MS)]);
    if (otlpEndpoint) (await import("./tracing")).startTracing();
    if (onVercel) return;
    logRequests();
    stopGracefully(engine.timeout);
  } catch (error) {
    // Throwing from `register` would leave a server that answers 500 to everything.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  startPumpTimer();
  startReadingTimer();
  loadTwilio().catch((fault) => log.error("the Twilio client could not be loaded", fault));
}
