import { defineConfig } from "@playwright/test";
import journeys from "../../playwright.config";

const { SMOKE_URL, VERCEL_AUTOMATION_BYPASS_SECRET: bypass } = process.env;
if (!SMOKE_URL) throw new Error("SMOKE_URL is missing: the address of the installation to try.");

/** One journey against an installation that runs already, whoever started it; behind Vercel's protection, too. */
export default defineConfig({
  testDir: ".",
  // Apart from the journeys, which clear theirs.
  outputDir: "../../test-results-smoke",
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: "line",
  use: {
    ...journeys.use,
    baseURL: SMOKE_URL,
    ignoreHTTPSErrors: /^https:\/\/localhost/.test(SMOKE_URL),
    extraHTTPHeaders: bypass
      ? { "x-vercel-protection-bypass": bypass, "x-vercel-set-bypass-cookie": "true" }
      : {},
  },
});
