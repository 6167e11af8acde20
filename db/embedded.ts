import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { installBinaries, makeCluster, serverOwner, usableHome } from "./embedded-files";

/** A real PostgreSQL from npm-shipped binaries, on loopback, with a password of its own. */
export type EmbeddedDatabase = {
  url: string;
  /** The server's process, to hand to a watchdog. */
  pid: number;
  dataDir: string;
  stop: () => Promise<void>;
};

type Options = {
  /** Where the data should live; another lasting folder is taken where PostgreSQL can't use it. */
  dir: string;
  /** Tests give durability up for speed. */
  disposable?: boolean;
  /** Told of the server's process as soon as it exists, so that nobody can be left behind. */
  onSpawn?: (pid: number) => void;
};

/** Starts the cluster in `dir` (made when missing), ending one that an earlier start left behind. */
export async function startEmbeddedDatabase({
  dir,
  disposable = false,
  onSpawn,
}: Options): Promise<EmbeddedDatabase> {
  const owner = serverOwner();
  const home = usableHome(resolve(dir), owner);
  const bin = installBinaries(home, owner);
  const dataDir = join(home, "postgres");
  await endLeftover(dataDir);

  const passwordFile = join(home, "password");
  if (!existsSync(dataDir)) makeCluster({ home, bin, dataDir, passwordFile, owner, disposable });

  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"].concat(
    disposable ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : [],
  );
  const server = spawn(
    join(bin, "postgres"),
    ["-D", dataDir, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    // A process group of its own: Ctrl-C reaches the launcher, which stops the database last.
    { ...owner, cwd: "/", stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  onSpawn?.(server.pid as number);
  let log = "";
  server.stderr?.on("data", (chunk) => {
    log = (log + chunk).slice(-4000);
  });
  const password = readFileSync(passwordFile, "utf8");
  const urlOf = (name: string) => `postgres://console:${password}@127.0.0.1:${port}/${name}`;
  await untilReady(urlOf("postgres"), server, () => log);
  await ensureDatabase(urlOf("postgres"));
  server.unref();
  (server.stderr as unknown as { unref(): void }).unref();
  return {
    url: urlOf("console"),
    pid: server.pid as number,
    dataDir,
    stop: () => endProcess(server.pid as number),
  };
}

/** The address of a cluster in `dir` that is running already, so that a command can join the demo. */
export function runningEmbeddedDatabase(dir: string): string | null {
  const home = usableHome(resolve(dir), serverOwner());
  const dataDir = join(home, "postgres");
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n");
  if (!isServerOf(dataDir, Number(pid))) return null;
  return `postgres://console:${readFileSync(join(home, "password"), "utf8")}@127.0.0.1:${port?.trim()}/console`;
}

/** A server that outlived its launcher still holds the data: it is stopped before the next one starts. */
async function endLeftover(dataDir: string) {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const [pid, dir] = readFileSync(file, "utf8").split("\n");
  if (dir === dataDir && isServerOf(dataDir, Number(pid))) await endProcess(Number(pid));
}

/** Whether the process is the server of exactly this data: its number may belong to something else by now. */
function isServerOf(dataDir: string, pid: number): boolean {
  const proc = `/proc/${pid}/cmdline`;
  if (existsSync("/proc/self")) return existsSync(proc) && readFileSync(proc, "utf8").includes(dataDir);
  const ps = spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
  return ps.stdout?.includes(dataDir) ?? false;
}

/** SIGINT is PostgreSQL's fast shutdown: it ends sessions and loses nothing. */
export async function endProcess(pid: number) {
  const alive = () => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  if (!alive()) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; alive() && waited < 4000; waited += 20) await pause(20);
  if (alive()) process.kill(pid, "SIGQUIT");
}

async function untilReady(url: string, server: ChildProcess, log: () => string) {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (server.exitCode !== null) break;
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await pause(50);
    }
  }
  throw new Error(`The embedded database did not start.\n${log()}`);
}

async function ensureDatabase(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  const found = await client.query("select 1 from pg_database where datname = 'console'");
  if (found.rowCount === 0) await client.query("create database console");
  await client.end();
}

/** A port on loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
