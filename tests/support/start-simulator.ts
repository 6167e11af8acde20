import { spawn } from "node:child_process";
import { freePort } from "@/db/embedded";

/** The simulator as a process of its own, so that it outlives the console and real sockets break. */
export async function startSimulatorProcess(databaseUrl: string, { latency = 0 } = {}) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const simulator = spawn(
    process.execPath,
    ["--import", "tsx", "tools/simulator.mts", "--port", String(port), "--latency", String(latency)],
    { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ["ignore", "ignore", "inherit"] },
  );
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`${url}/__sim/ledger`)
        .then((answer) => answer.ok)
        .catch(() => false)
    )
      break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    url,
    /** Numbers that it sold, in the order of sale. */
    async purchases(): Promise<string[]> {
      const ledger = (await (await fetch(`${url}/__sim/ledger`)).json()) as {
        effect: string;
        e164: string;
      }[];
      return ledger.filter((entry) => entry.effect === "purchase").map((entry) => entry.e164);
    },
    stop: () => simulator.kill("SIGTERM"),
  };
}
