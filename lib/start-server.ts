import { env } from "./env";
import { startPumpTimer } from "./orders/schedule-pump";
import { startReadingTimer } from "./reconcile/schedule-runs";

/** Runs once as the server starts: names every wrong setting and exits, or begins to pump when nobody else calls. */
export function startServer() {
  // Whoever read our log may end before us; an error there would be logged, and fail again, for ever.
  for (const log of [process.stdout, process.stderr]) log.on("error", () => undefined);
  let onVercel = false;
  try {
    onVercel = env().onVercel;
  } catch (error) {
    // Throwing from `register` would leave a server that answers 500 to everything.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  if (onVercel) return;
  startPumpTimer();
  startReadingTimer();
}
