import type { NextConfig } from "next";

const config: NextConfig = {
  // Tests build beside a running demo, so they use a folder of their own.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  serverExternalPackages: ["twilio", "pg"],
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  experimental: {
    serverActions: { bodySizeLimit: "1mb" },
  },
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          // Not "no-referrer": browsers would then send "Origin: null" and every form post without scripts fails.
          { key: "Referrer-Policy", value: "same-origin" },
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "X-Frame-Options", value: "DENY" },
        ],
      },
    ];
  },
};

export default config;
