import type { Instrumentation } from "next";
import { log } from "./log";
import { REQUEST_HEADER } from "./request-id";

/** A fault while a page, a route or an action was made; the page shows the same digest. */
export const reportRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const id = request.headers[REQUEST_HEADER];
  log.error("request failed", error, {
    requestId: Array.isArray(id) ? id[0] : id,
    method: request.method,
    path: request.path.split("?")[0],
    route: context.routePath,
    kind: context.routeType,
    digest: error instanceof Error && "digest" in error ? String(error.digest) : undefined,
  });
};
