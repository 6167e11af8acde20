import { existsSync } from "node:fs";

/** Where a Chromium may be; Debian's headless shell first, which costs a third less than the whole browser. */
const PLACES = [
  process.env.CHROME_BIN,
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of the browser that the journeys use; undefined where only Playwright's own may be. */
export const installedBrowser = () => PLACES.find((path) => path && existsSync(path));
