import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Outside of the product's node_modules, and of git. */
const CACHE = join(".cache", "conformance");
const LISTED = ["package.json", "package-lock.json"];

const modules = (...path: string[]) => join(CACHE, "node_modules", ...path);

/** The validating proxy, and Twilio's description of each of its hosts. */
export const PRISM = modules("@stoplight", "prism-cli", "dist", "index.js");
const described = (name: string) => modules("@twilio", "cli-core", "src", "services", "twilio-api", name);
export const DESCRIPTIONS: Record<string, string> = {
  "api.twilio.com": described("twilio_api_v2010.json"),
  "pricing.twilio.com": described("twilio_pricing_v1.json"),
  "numbers.twilio.com": described("twilio_numbers_v2.json"),
};

/** Fetches both from the npm registry, once; false, in words, when that fails. */
export function ensureFetched(): boolean {
  mkdirSync(CACHE, { recursive: true });
  const isFresh = LISTED.every((name) => same(join("tests", "conformance", name), join(CACHE, name)));
  if (isFresh && [PRISM, ...Object.values(DESCRIPTIONS)].every((file) => existsSync(file))) return true;
  console.info("Fetching the proxy and Twilio's description, once …");
  for (const name of LISTED) copyFileSync(join("tests", "conformance", name), join(CACHE, name));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(
    npm,
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: CACHE,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  if (status === 0) return true;
  console.error("npm could not fetch them. Nothing was checked; see that the npm registry can be reached.");
  return false;
}

const same = (one: string, other: string) =>
  existsSync(other) && readFileSync(one, "utf8") === readFileSync(other, "utf8");
