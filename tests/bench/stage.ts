import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "@/db/client";
import { freePort } from "@/db/embedded";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { ensureBuilt } from "@/tools/build.mts";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { newSession } from "../support/sessions";
import { startConsole } from "../support/start-console";

const NEXT = "node_modules/next/dist/bin/next";
const BARE = "tests/bench/bare";

/** What every bench measures: the console's production build beside an app of the same Next with nothing in it. */
export async function openStage(databaseUrl: string) {
  await ensureBuilt(".next-test");
  const { db, pool } = connect(databaseUrl, 2);
  const console = await startConsole({ EMBEDDED: "yes", DATABASE_URL: databaseUrl });
  const bare = await startBare();
  // The installation's own account, as of the first organisation of each.
  const organization = await newOrganization(db, { twilioAccountSid: SIMULATOR_CREDENTIALS.accountSid });
  const session = await newSession(db, organization.admin.userId);
  return {
    db,
    organization,
    consoleUrl: console.url,
    server: console.process,
    bareUrl: bare.url,
    cookie: { name: "console.session", value: session },
    async close() {
      await console.stop();
      await bare.stop();
      await pool.end();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** An app of the same Next with nothing in it. */
export async function startBare() {
  execFileSync(process.execPath, [NEXT, "build", BARE], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const server = spawn(process.execPath, [NEXT, "start", BARE, "-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = async () => {
    server.kill("SIGTERM");
    await once(server, "exit");
  };
  return { url, stop };
}

/** A cart of 500 rows that were all checked a moment ago. */
export async function fillCartOf500({ db, organization }: Stage) {
  await insertInCart(
    db,
    organization.admin,
    Array.from({ length: 500 }, (_, index) => ({
      e164: `+1512231${String(index).padStart(4, "0")}`,
      locality: "Austin",
      region: "TX",
      availability: "available" as const,
      checkedAt: new Date(),
    })),
  );
}

export const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
