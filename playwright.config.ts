import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const CHROMES = [
  process.env.CHROME_BIN,
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export default defineConfig({
  testDir: "tests/journeys",
  globalSetup: "./tests/support/start-all.ts",
  // Journeys wait more than they work.
  workers: 3,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["line"], ["json", { outputFile: "test-reports/journeys.json" }]],
  use: {
    // No film of each page: it costs half of the machine.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      executablePath: CHROMES.find((path) => path && existsSync(path)),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
