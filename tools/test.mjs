// npm test: on a fresh clone, alone. Installs what is missing, runs every test, and counts them in one last line.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { ensureBrowser } from "./machine.mjs";

ensureInstalled();
const noBrowser = await ensureBrowser();
rmSync("test-reports", { recursive: true, force: true });

const inReports = (name) => join("test-reports", name);
const vitest = run("vitest", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${inReports("vitest.json")}`,
]);
const journeys = noBrowser === null ? run("playwright", ["test"]) : null;

const counts = [countVitest(vitest), journeys === null ? { passed: 0, failed: 1 } : countJourneys(journeys)];
const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
for (const name of failedInVitest()) console.error(`failed: ${name}`);
if (noBrowser !== null) console.error(`The browser journeys did not run, which is one failure. ${noBrowser}`);
console.info(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") > 0 || sum("passed") === 0 ? 1 : 0);

/** Whether a command of our packages succeeded. */
function run(name, args) {
  return spawnSync(join("node_modules", ".bin", name), args, { stdio: "inherit" }).status === 0;
}

function countVitest(succeeded) {
  const report = read("vitest.json");
  return counted(succeeded, report?.numPassedTests, report?.numFailedTests);
}

function countJourneys(succeeded) {
  const stats = read("journeys.json")?.stats;
  return counted(succeeded, stats?.expected, stats && stats.unexpected + stats.flaky);
}

/** The journeys name theirs last; those of vitest stand far above. */
function failedInVitest() {
  const files = read("vitest.json")?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults ?? []);
  return tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
}

/** A run that broke before it could count is a failure too. */
function counted(succeeded, passed = 0, failed = 0) {
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}

function read(name) {
  return existsSync(inReports(name)) ? JSON.parse(readFileSync(inReports(name), "utf8")) : null;
}
