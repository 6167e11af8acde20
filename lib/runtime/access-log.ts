import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "./log";
import { REQUEST_HEADER, requestIdOf } from "./request-id";

/** What load balancers and browsers ask for all the time says nothing. */
const QUIET = /^\/(_next\/static|api\/health|api\/ready|icon\.svg)/;

/** So much of a path is worth reading. */
const LONGEST = 300;

/**
 * One line for each request that this server has answered, or whose client has gone; never with its query. Its id is
 * settled here, so that routes without middleware have it too.
 */
export function logRequests() {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (QUIET.test(path)) return;
    const started = performance.now();
    const requestId = requestIdOf({ get: (name) => request.headers[name]?.toString() ?? null });
    request.headers[REQUEST_HEADER] = requestId;
    response.setHeader(REQUEST_HEADER, requestId);
    response.once("close", () =>
      log.info("request", {
        requestId,
        method: request.method,
        path: path.slice(0, LONGEST),
        status: response.writableFinished ? response.statusCode : undefined,
        ms: Math.round(performance.now() - started),
      }),
    );
  });
}
