import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

/** Installs the packages when they are missing or older than the lock file. Uses nothing but Node. */
export function ensureInstalled() {
  const installed = "node_modules/.package-lock.json";
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs) return;
  console.info("Installing packages (npm ci) …");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { stdio: "inherit" });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
}
