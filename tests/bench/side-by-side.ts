import { connect } from "@/db/client";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import { first } from "../support/rows";
import { startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { awaitingOrder, begunOrder, msToEnd } from "./order";

const ORGANIZATIONS = 50;
const NUMBERS = 20;
/** So long that it is the slots that bound, and not the two cores of the machine that runs everything. */
const LATENCY_MS = 5_000;

/** Many organisations that buy at the same time, on two processes: nobody waits for the others. */
export async function sideBySide(databaseUrl: string) {
  const simulator = await startSimulatorProcess(databaseUrl, { latency: LATENCY_MS });
  const env = { EMBEDDED: "yes", DATABASE_URL: databaseUrl, TWILIO_BASE_URL: simulator.url };
  const { db, pool } = connect(databaseUrl, 4);
  const servers = [await startConsole(env), await startConsole(env)];
  try {
    const addresses = servers.map(({ url }) => url);
    const alone = await msToEnd(db, await begunOrder(db, first(addresses), NUMBERS));
    // Each asks for prices first.
    const waiting = await Promise.all(
      Array.from({ length: ORGANIZATIONS }, (_, nr) =>
        awaitingOrder(db, addresses[nr % addresses.length] ?? "", NUMBERS),
      ),
    );
    const took = await Promise.all(waiting.map(async (approve) => msToEnd(db, await approve())));
    const last = Math.max(...took);
    console.info(
      `  one order of ${NUMBERS}: ${alone} ms, N·L/C = ${((NUMBERS * LATENCY_MS) / CHECK_SLOT).toFixed(0)} ms; ${ORGANIZATIONS} of them: ${Math.min(...took)} to ${last} ms`,
    );
    return [
      {
        name: `${ORGANIZATIONS} organisations side by side, the last / one alone`,
        ratio: last / alone,
        most: 1.5,
      },
    ];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await pool.end();
    simulator.stop();
  }
}
