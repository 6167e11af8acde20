import type { NextConfig } from "next";

/** What browsers could do for a page, and this console never asks. */
const UNUSED = [
  "camera",
  "microphone",
  "geolocation",
  "payment",
  "usb",
  "display-capture",
  "browsing-topics",
];

const config: NextConfig = {
  // Tests build beside a running demo, so they use a folder of their own.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // For the Dockerfile; Vercel and `next start` want the usual one.
  output: process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined,
  serverExternalPackages: ["twilio", "pg"],
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  experimental: {
    serverActions: { bodySizeLimit: "1mb" },
    // What Next keeps of a body beside the middleware, which refuses what is larger.
    proxyClientMaxBodySize: "1mb",
  },
  async headers() {
    return [
      {
        // What shows nothing. Pages have a policy of their own, with a nonce (middleware.ts), and never two.
        source: "/(api/.*|_next/static/.*|icon\\.svg)",
        headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
      },
      {
        source: "/:path*",
        headers: [
          // Not "no-referrer": browsers would then send "Origin: null" and every form post without scripts fails.
          { key: "Referrer-Policy", value: "same-origin" },
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "X-Frame-Options", value: "DENY" },
          // Browsers heed it on https only.
          { key: "Strict-Transport-Security", value: "max-age=63072000" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
          { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
          { key: "Permissions-Policy", value: UNUSED.map((feature) => `${feature}=()`).join(", ") },
        ],
      },
    ];
  },
};

export default config;
