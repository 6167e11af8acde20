// npm test: on a fresh clone, alone. Installs what is missing, runs every test, and counts them in one last line.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { installedBrowser } from "./browser.mjs";
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
ensureBrowser();
ensureProxy();
rmSync("test-reports", { recursive: true, force: true });

const bin = (name) => `node_modules/.bin/${name}`;
const run = (command, args) => spawnSync(command, args, { stdio: "inherit" }).status === 0;
const results = [
  run(bin("vitest"), [
    "run",
    "--reporter=default",
    "--reporter=json",
    "--outputFile.json=test-reports/vitest.json",
  ]),
  run(bin("playwright"), ["test"]),
];

const vitest = read("test-reports/vitest.json");
const journeys = read("test-reports/journeys.json");
const passed = (vitest?.numPassedTests ?? 0) + (journeys?.stats.expected ?? 0);
const failed =
  (vitest?.numFailedTests ?? 0) + (journeys ? journeys.stats.unexpected + journeys.stats.flaky : 0);
// A run that broke before it could count is a failure too.
const broken = results.filter((ok) => !ok).length > 0 && failed === 0 ? 1 : 0;
console.info(`${passed} passed, ${failed + broken} failed`);
process.exit(failed + broken > 0 || passed === 0 ? 1 : 0);

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** Any Chromium that is there; else Debian's as root, else Playwright's own download. */
function ensureBrowser() {
  if (installedBrowser()) return;
  console.info("Installing a browser …");
  if (installed("chromium-headless-shell") || installed("chromium")) return;
  if (run(bin("playwright"), ["install", "chromium"])) return;
  console.error("No browser could be installed. Install Chrome or Chromium, or set CHROME_BIN to one.");
  process.exit(1);
}

/** nginx, for the journey behind a proxy; without it that one is skipped, and says so. */
function ensureProxy() {
  if (existsSync("/usr/sbin/nginx")) return;
  console.info("Installing nginx …");
  if (!installed("nginx-light"))
    console.warn("nginx is not there and could not be installed: the journey behind a proxy is skipped.");
}

/** Debian's package, where we are root on a Debian. */
function installed(name) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  run("apt-get", ["update", "-qq"]);
  return run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name]);
}
