import { setTimeout as pause } from "node:timers/promises";
import { database, WrongDatabase } from "@/db/client";
import { checkDatabase } from "@/db/queries/health";
import { env } from "@/lib/env";
import { startPumpTimer } from "@/lib/orders/schedule-pump";
import { startReadingTimer } from "@/lib/reconcile/schedule-runs";
import { loadTwilio } from "@/lib/twilio";
import { logRequests } from "./access-log";
import { guardOutput, log } from "./log";
import { stopGracefully } from "./stop";

/** A call that wakes this server may not wait for its database. */
const PATIENCE_MS = 2_000;

/** One that sleeps may answer late; that it is another environment's ends the server even then (db/client.ts). */
const databaseOfOurs = () =>
  checkDatabase(database()).catch((fault) => {
    if (fault instanceof WrongDatabase) exit(fault);
  });

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
    if (otlpEndpoint) (await import("./tracing")).startTracing();
    if (onVercel) return;
    logRequests();
    stopGracefully(engine.timeout);
  } catch (fault) {
    exit(fault);
  }
  startPumpTimer();
  startReadingTimer();
  loadTwilio().catch((fault) => log.error("the Twilio client could not be loaded", fault));
}
