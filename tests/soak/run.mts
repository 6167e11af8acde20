import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

/**
 * npm run soak: first the journeys that want the machine for themselves (`SOAK` in playwright.config.ts). Then two instances under mixed load for some minutes, one of them told to end and started again each minute.
 * Beside them 400 forged webhooks and 50 health checks a second come to the one that stays.
 * Clients may meet no error but at the instance that restarts, no order may be lost, and the memory of the instance that
 * stays must be flat.
 */
const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, clients: { type: "string", default: "8" } },
});

const { ensureBuilt } = await import("@/tools/build.mts");
const { temporaryDatabase } = await import("../support/temporary-database");
const { startSimulatorProcess } = await import("../support/start-simulator");

const { ensureBrowser, ensureNginx } = await import("@/tools/machine.mjs");
for (const missing of [await ensureBrowser(), ensureNginx()]) if (missing) throw new Error(missing);
await ensureBuilt(".next-test");
const { status } = spawnSync("node_modules/.bin/playwright", ["test"], {
  stdio: "inherit",
  env: { ...process.env, SOAK: "yes" },
});
if (status !== 0) process.exit(1);
const database = await temporaryDatabase();
const simulator = await startSimulatorProcess(database.url, { latency: 20 });
Object.assign(process.env, {
  EMBEDDED: "yes",
  DATABASE_URL: database.url,
  TWILIO_BASE_URL: simulator.url,
});
const { soak } = await import("./soak");
let held = false;
try {
  held = await soak(simulator, { minutes: Number(values.minutes), clients: Number(values.clients) });
} finally {
  simulator.stop();
  await database.stop();
}
process.exit(held ? 0 : 1);
