import type { Instrumentation } from "next";

export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs")
    await (await import("@/lib/operations/start-server")).startServer();
}

export const onRequestError: Instrumentation.onRequestError = async (...fault) => {
  if (process.env.NEXT_RUNTIME === "nodejs")
    await (await import("@/lib/operations/report-error")).reportRequestError(...fault);
};
