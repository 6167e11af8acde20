// What the journeys need of a machine beside Node: a Chromium, and for one of them nginx. Debian's root gets both installed.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a Chromium may be; Debian's headless shell first, which costs a third less than the whole browser. */
const CHROMIUMS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const NGINXES = ["/usr/sbin/nginx", "/opt/homebrew/bin/nginx", "/usr/local/bin/nginx"];

/** Chromium's flags: it runs as root too, and asks nothing of the network by itself. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of the browser that the journeys use; undefined where only Playwright's own may be. */
export const installedBrowser = () =>
  process.env.CHROME_BIN || CHROMIUMS.find((path) => existsSync(path)) || undefined;

/** The path of nginx; undefined where there is none. */
export const installedNginx = () => NGINXES.find((path) => existsSync(path));

/** Sees to it that a browser starts, and installs one where it can; null, or in words why none does. */
export async function ensureBrowser() {
  if (process.env.CHROME_BIN) {
    const fault = await browserFault(process.env.CHROME_BIN);
    return fault && `CHROME_BIN names ${process.env.CHROME_BIN}, which does not start: ${fault}`;
  }
  let fault = await chooseBrowser();
  if (fault === null) return null;
  console.info("Installing a browser …");
  const names = ["chromium-headless-shell", "chromium"];
  if (isDebianRoot() && names.some((name) => installPackage(name))) fault = await chooseBrowser();
  if (fault !== null && installWithPlaywright()) fault = await chooseBrowser();
  return (
    fault &&
    `No Chromium starts here (${fault}). Install ${howToInstall(names[0])}, or name one in CHROME_BIN.`
  );
}

/** Takes the first browser that starts, and names it for the journeys; null, or what the last one said. */
async function chooseBrowser() {
  const { chromium } = await import("@playwright/test");
  let fault = null;
  for (const path of [...CHROMIUMS, chromium.executablePath()].filter((one) => existsSync(one))) {
    fault = await browserFault(path);
    if (fault !== null) continue;
    process.env.CHROME_BIN = path;
    return null;
  }
  return fault ?? "none is installed";
}

/** Sees to it that nginx is there, and installs it where it can; null, or in words why not. */
export function ensureNginx() {
  if (installedNginx()) return null;
  if (isDebianRoot()) {
    console.info("Installing nginx …");
    installPackage("nginx-light");
  }
  return installedNginx() ? null : `nginx is not there. Install ${howToInstall("nginx-light")}.`;
}

/** Null when the browser starts; else the first line of what it said. */
async function browserFault(executablePath) {
  const { chromium } = await import("@playwright/test");
  try {
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    await browser.close();
    return null;
  } catch (error) {
    return String(error?.message ?? error).split("\n")[0];
  }
}

const isDebianRoot = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

const howToInstall = (name) =>
  existsSync("/usr/bin/apt-get") ? `it as root (apt-get install ${name})` : "it by your system's own means";

/** A package of Debian's, with the lists of today; whether that succeeded. */
function installPackage(name) {
  const apt = (...args) =>
    spawnSync("apt-get", ["-qq", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  apt("update");
  return withoutStarting(() => apt("install", "-y", "--no-install-recommends", name));
}

/** Debian starts a server as it is installed, unless this file says no: nginx would take port 80. */
function withoutStarting(install) {
  const policy = "/usr/sbin/policy-rc.d";
  if (existsSync(policy)) return install();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return install();
  } finally {
    rmSync(policy, { force: true });
  }
}

const installWithPlaywright = () =>
  spawnSync(join("node_modules", ".bin", "playwright"), ["install", "chromium"], { stdio: "inherit" })
    .status === 0;
