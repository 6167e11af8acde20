import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { freePort } from "@/db/embedded";

export type RunningConsole = {
  url: string;
  process: ChildProcess;
  log: () => string;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
};

/** A server of the production build in `folder`, ours unless told, on a free port, in a process of its own. */
export async function startConsole(
  env: Record<string, string>,
  port?: number,
  folder?: string,
): Promise<RunningConsole> {
  const at = port ?? (await freePort());
  const url = `http://localhost:${at}`;
  const { server, log } = spawnServer(env, at, folder);
  await untilReady(url, server, log);
  return {
    url,
    process: server,
    log,
    stop: (signal = "SIGTERM") =>
      new Promise((done) => {
        if (server.exitCode !== null || server.signalCode !== null) return done();
        server.once("exit", () => done());
        server.kill(signal);
      }),
  };
}

/** A server that is expected to end by itself: its exit code, and what it said. */
export async function startInVain(
  env: Record<string, string>,
): Promise<{ code: number | null; log: string }> {
  const { server, log } = spawnServer(env, await freePort());
  const late = setTimeout(() => server.kill("SIGKILL"), 30_000);
  const code = await new Promise<number | null>((done) => server.once("close", done));
  clearTimeout(late);
  return { code, log: log() };
}

function spawnServer(env: Record<string, string>, port: number, cwd?: string) {
  const server = spawn(
    process.execPath,
    [join("node_modules", "next", "dist", "bin", "next"), "start", "-H", "127.0.0.1", "-p", String(port)],
    {
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        NODE_ENV: "production",
        NEXT_DIST_DIR: ".next-test",
        NEXT_TELEMETRY_DISABLED: "1",
        PORT: String(port),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      cwd,
    },
  );
  let log = "";
  for (const stream of [server.stdout, server.stderr]) stream?.on("data", (chunk) => (log += chunk));
  return { server, log: () => log };
}

async function untilReady(url: string, server: ChildProcess, log: () => string) {
  for (let tries = 0; tries < 200 && server.exitCode === null; tries++) {
    if (
      await fetch(`${url}/api/ready`)
        .then((answer) => answer.ok)
        .catch(() => false)
    )
      return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`The console did not start:\n${log()}`);
}
