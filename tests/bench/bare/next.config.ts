import type { NextConfig } from "next";

/** Only what a bench needs: the same Next as the console, with nothing in it. */
const config: NextConfig = { poweredByHeader: false, turbopack: { root: `${import.meta.dirname}/../../..` } };

export default config;
