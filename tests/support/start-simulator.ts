import { spawn } from "node:child_process";
import { freePort } from "@/db/embedded";

export type LedgerEntry = {
  account_sid: string;
  e164: string;
  sid: string | null;
  effect: string;
  price_micros: string;
};

export type SimulatorProcess = Awaited<ReturnType<typeof startSimulatorProcess>>;

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
  const control = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/__sim/${path}`, {
      method: body === undefined ? "GET" : "POST",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`/__sim/${path}: ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  };
  const ledger = async () => (await control("ledger")) as LedgerEntry[];
  return {
    url,
    /** POST with a body, GET without; see lib/simulator/README.md. */
    control,
    clearFaults: () => fetch(`${url}/__sim/faults`, { method: "DELETE" }),
    ledger,
    /** Numbers that it sold, in the order of sale. */
    async purchases(): Promise<string[]> {
      return (await ledger()).filter((entry) => entry.effect === "purchase").map((entry) => entry.e164);
    },
    stop: () => simulator.kill("SIGTERM"),
  };
}
