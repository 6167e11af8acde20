import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, installedBrowser } from "./tools/machine.mjs";

/** These begin first, so that none of them ends alone. */
const LONGEST = /(walk|demo)\.spec\.ts$/;
/** These want the machine for themselves: `npm run soak` runs them, `npm test` does not. */
const SOAK = /(behind-proxy|kill|production|torture)\.spec\.ts$/;

export default defineConfig({
  projects: process.env.SOAK
    ? [{ name: "soak", testMatch: SOAK }]
    : [
        { name: "long", testMatch: LONGEST },
        { name: "others", testIgnore: [LONGEST, SOAK] },
      ],
  testDir: "tests/journeys",
  globalSetup: "./tests/support/start-all.ts",
  // Two processors, and most of a journey is waiting.
  workers: process.env.SOAK ? 1 : 3,
  fullyParallel: true,
  // Against what hangs; how fast things are is for the bench to say.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [["line"], ["json", { outputFile: "test-reports/journeys.json" }]],
  use: {
    // For who looks for a fault: traces cost a sixth of the time, and a film of each page half of the machine.
    trace: process.env.TRACE ? { mode: "retain-on-failure", screenshots: false } : "off",
    launchOptions: { executablePath: installedBrowser(), args: CHROMIUM_FLAGS },
  },
});
