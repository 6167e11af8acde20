import { connect } from "@/db/client";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import { databaseWire } from "../support/database-wire";
import { startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { begunOrder, msToEnd } from "./order";

const NUMBERS = 400;
const LATENCY_MS = 200;
const DISTANCE_MS = 20;

/** An order through the production build whose database is far away. */
export async function distantDatabase(databaseUrl: string) {
  const simulator = await startSimulatorProcess(databaseUrl, { latency: LATENCY_MS });
  const { db, pool } = connect(databaseUrl, 2);
  const wire = await databaseWire(databaseUrl, { roundTrip: DISTANCE_MS });
  const server = await startConsole({
    EMBEDDED: "yes",
    DATABASE_URL: wire.url,
    TWILIO_BASE_URL: simulator.url,
  });
  try {
    const ideal = (NUMBERS * LATENCY_MS) / CHECK_SLOT;
    const ended = await msToEnd(db, await begunOrder(db, server.url, NUMBERS));
    console.info(
      `  ${NUMBERS} bought in ${ended} ms, ${DISTANCE_MS} ms to the database and back; N·L/C = ${ideal.toFixed(0)} ms`,
    );
    return [
      {
        name: `${NUMBERS} bought ${DISTANCE_MS} ms from the database / N·L/C`,
        ratio: ended / ideal,
        most: 1.5,
      },
    ];
  } finally {
    await server.stop();
    wire.stop();
    await pool.end();
    simulator.stop();
  }
}
