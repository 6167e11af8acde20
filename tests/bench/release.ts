import { connect } from "@/db/client";
import { CHECK_SLOT } from "@/lib/domain/engine/engine-settings";
import { installedEngine } from "@/lib/purchasing/engine";
import { pumpReleases } from "@/lib/releases/pump-releases";
import { newOrganization } from "../support/factories";
import { heldCallerIds, release } from "../support/releases";
import { startSimulatorProcess } from "../support/start-simulator";
import { median } from "./stage";

const NUMBERS = 500;
const LATENCY_MS = 200;
const ROUNDS = 3;

/** 500 numbers given back at once, the simulator as a process of its own, beside what seven requests at a time allow. */
export async function releases(databaseUrl: string) {
  const simulator = await startSimulatorProcess(databaseUrl, { latency: LATENCY_MS });
  process.env.TWILIO_BASE_URL = simulator.url;
  const { db, pool } = connect(databaseUrl, 8);
  const least = (NUMBERS * LATENCY_MS) / CHECK_SLOT / 1000;
  const taken: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const organization = await newOrganization(db);
      const rows = await heldCallerIds(db, organization, NUMBERS, simulator.url);
      await release(organization.admin, rows);
      const started = performance.now();
      await pumpReleases(installedEngine(console.error), {
        organizationId: organization.organizationId,
        deadline: new Date(Date.now() + 120_000),
      });
      taken.push((performance.now() - started) / 1000);
      const gone = (await simulator.ledger()).filter(
        ({ effect, account_sid }) => effect === "release" && account_sid === organization.twilioAccountSid,
      );
      if (gone.length !== NUMBERS) throw new Error(`${gone.length} of ${NUMBERS} were released`);
    }
  } finally {
    await pool.end();
    simulator.stop();
  }
  console.info(`  ${taken.map((s) => s.toFixed(1)).join(", ")} s; N·L/C ${least.toFixed(1)} s`);
  return [{ name: `${NUMBERS} releases / N·L/C`, ratio: median(taken) / least, most: 1.15 }];
}
