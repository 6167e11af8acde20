import type { Instrumentation } from "next";

export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") await (await import("@/lib/start/start-server")).startServer();
}

export const onRequestError: Instrumentation.onRequestError = async (...fault) => {
  if (process.env.NEXT_RUNTIME === "nodejs")
    await (await import("@/lib/runtime/report-error")).reportRequestError(...fault);
};
