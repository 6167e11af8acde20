import { parseArgs } from "node:util";
import { startEmbeddedDatabase } from "@/db/embedded";
import { openSimulator } from "@/lib/simulator/handle";
import { startSimulator } from "@/lib/simulator/server";
import { fail } from "./database.mts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    latency: { type: "string" },
    data: { type: "string", default: ".data/simulator" },
  },
});

try {
  const embedded = process.env.DATABASE_URL ? null : await startEmbeddedDatabase({ dir: values.data });
  const databaseUrl = process.env.DATABASE_URL ?? embedded?.url ?? "";
  const { store } = openSimulator(databaseUrl);
  if (values.latency)
    await store.query(
      `insert into faults (id, match, action) values ('latency', '{}', $1)
       on conflict (id) do update set action = $1`,
      [{ kind: "latency", ms: Number(values.latency) }],
    );
  const server = await startSimulator({ port: Number(values.port), databaseUrl });
  console.info(
    `The Twilio simulator is at http://localhost:${values.port}; faults and ledger: /__sim (lib/simulator/README.md).`,
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, async () => {
      server.close();
      server.closeAllConnections();
      await embedded?.stop();
      process.exit(0);
    });
} catch (error) {
  fail(error);
}
