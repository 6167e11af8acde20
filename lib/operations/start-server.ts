import { env } from "@/lib/env";
import { startPumpTimer } from "@/lib/orders/schedule-pump";
import { startReadingTimer } from "@/lib/reconcile/schedule-runs";
import { logRequests } from "./access-log";
import { checkDatabase } from "./check-database";
import { guardOutput } from "./log";
import { stopGracefully } from "./stop";

/** Runs once as the server starts: names every wrong setting and exits, or begins to pump when nobody else calls. */
export async function startServer() {
  // Whoever read our log may end before us; an error there would be logged, and fail again, for ever.
  for (const log of [process.stdout, process.stderr]) log.on("error", () => undefined);
  try {
    const { onVercel, secrets, otlpEndpoint, engine } = env();
    guardOutput(secrets);
    await checkDatabase();
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
}
