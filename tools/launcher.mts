import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { type EmbeddedDatabase, endProcess, startEmbeddedDatabase } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { ensureBuilt, nextBin } from "./build.mts";

const DATA = ".data";
const LOCK = join(DATA, "launcher.pid");

/** Brings the whole product up on this machine, embedded, and takes all of it down again. */
async function launch(mode: "demo" | "dev") {
  const port = Number(process.env.PORT ?? 3000);
  const url = `http://localhost:${port}`;
  refuseSecondLauncher();
  if (await isTaken(port))
    stop(`Port ${port} is in use. Choose another one: PORT=${port + 1} npm run ${mode}`);

  const watchdog = spawn(process.execPath, ["tools/watchdog.mjs"], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.unref();
  const ward = (signal: string, pid: number | undefined) => watchdog.stdin?.write(`${signal} ${pid}\n`);

  // Before anything is started: whatever runs when a signal comes is ended.
  let running: ChildProcess | undefined;
  let database: EmbeddedDatabase | undefined;
  let databasePid: number | undefined;
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    await endServer(running);
    await (database ? database.stop() : databasePid && endProcess(databasePid));
    rmSync(LOCK, { force: true });
    watchdog.stdin?.end("done\n");
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
  endWithParent(() => void end(0));

  try {
    database = await startEmbeddedDatabase({
      dir: DATA,
      onSpawn: (pid) => {
        databasePid = pid;
        ward("SIGINT", pid);
      },
    });
    const databaseUrl = process.env.DATABASE_URL ?? database.url;
    Object.assign(process.env, {
      EMBEDDED: "yes",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: "1",
    });
    await migrateDatabase(databaseUrl, { environment: "embedded" });
    if (mode === "demo")
      await ensureBuilt(".next", (build) => {
        running = build;
        ward("SIGKILL", build.pid);
        // A build that was ended is tried once more, but not by us.
        if (ending) build.kill("SIGKILL");
      });
    const { seedDemo } = await import("@/lib/demo/seed");
    const seeded = await seedDemo();

    const command = mode === "demo" ? "start" : "dev";
    const server = spawn(process.execPath, [nextBin, command, "-H", "127.0.0.1", "-p", String(port)], {
      stdio: ["ignore", mode === "demo" ? "ignore" : "inherit", "inherit"],
      env: process.env,
    });
    running = server;
    ward("SIGKILL", server.pid);
    server.once("exit", (code) => void end(code ?? 1));
    await untilHealthy(url);
    console.info(`
  Caller ID Console is at ${url}

  Sign in as   ${seeded.adminEmail}
  The link     ${url}/dev/outbox  (this installation sends no mail)

  Stop it with Ctrl-C; the data stays.
`);
  } catch (error) {
    if (ending) return;
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}

/** A launcher that was killed leaves its lock; one that lives keeps it. */
function refuseSecondLauncher() {
  mkdirSync(DATA, { recursive: true });
  const other = existsSync(LOCK) ? Number(readFileSync(LOCK, "utf8")) : 0;
  if (other && other !== process.pid && isLauncher(other))
    stop(
      `The console is running already (process ${other}). Stop it first; both would use the data in ${DATA}.`,
    );
  writeFileSync(LOCK, String(process.pid));
}

function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const command = `/proc/${pid}/cmdline`;
    return !existsSync(command) || /launcher\.mts|launch\.mjs/.test(readFileSync(command, "utf8"));
  } catch {
    return false;
  }
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connectSocket({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
    socket.once("error", () => done(false));
  });
}

/**
 * npm passes signals on but can't when it is killed itself: then somebody above us has another parent, and we end too.
 * Between npm and us there may be a shell.
 */
function endWithParent(end: () => void) {
  if (!process.env.npm_lifecycle_event) return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const first = ancestors();
  setInterval(() => ancestors() !== first && end(), 500).unref();
}

function parentOf(pid: number): string {
  const stat = `/proc/${pid}/stat`;
  if (existsSync("/proc/self"))
    return existsSync(stat) ? (readFileSync(stat, "utf8").split(") ").at(-1)?.split(" ")[1] ?? "") : "";
  return spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

async function endServer(server: ChildProcess | undefined) {
  if (!server?.pid || server.exitCode !== null) return;
  const ended = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await Promise.race([ended, new Promise((done) => setTimeout(done, 2500))]);
  if (server.exitCode === null) server.kill("SIGKILL");
}

async function untilHealthy(url: string) {
  for (let tries = 0; tries < 300; tries++) {
    const healthy = await fetch(`${url}/api/ready`)
      .then((answer) => answer.ok)
      .catch(() => false);
    if (healthy) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`The server did not answer at ${url}`);
}

await launch(process.argv[2] === "dev" ? "dev" : "demo");
