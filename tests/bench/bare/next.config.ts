import type { NextConfig } from "next";

/**
 * Only what a bench needs: the same Next as the console, with nothing in it. Turbopack looks for middleware and
 * instrumentation in the folders above, too; with endings of its own it does not find the console's.
 */
const config: NextConfig = {
  poweredByHeader: false,
  pageExtensions: ["bare.tsx", "bare.ts"],
  turbopack: { root: `${import.meta.dirname}/../../..` },
};

export default config;
