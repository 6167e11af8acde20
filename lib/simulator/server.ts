import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ZodError } from "zod";
import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { json } from "./answers";
import { control } from "./control";
import { openSimulator } from "./handle";

/** The simulator over HTTP on loopback, so that real sockets break and it outlives the application. */
export async function startSimulator({
  port,
  databaseUrl,
}: {
  port: number;
  databaseUrl: string;
}): Promise<Server> {
  const simulator = openSimulator(databaseUrl);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const body = await bodyOf(request);
    try {
      if (url.pathname.startsWith("/__sim/"))
        return send(request, response, await control(simulator, request.method ?? "GET", url.pathname, body));
      const answer = await simulator.handle({
        method: request.method ?? "GET",
        host: String(request.headers["x-twilio-host"] ?? "api.twilio.com"),
        path: url.pathname,
        query: url.searchParams,
        form: new URLSearchParams(body),
        authorization: request.headers.authorization ?? "",
        fault: request.headers["x-sim-fault"]?.toString(),
      });
      send(request, response, answer);
    } catch (error) {
      // A fault that nobody knows, in the header of this request.
      if (error instanceof ZodError || error instanceof SyntaxError)
        return send(request, response, json(400, { message: error.message }));
      console.error("simulator:", error);
      response.writeHead(500).end();
    }
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", done);
  });
  return server;
}

function send(request: IncomingMessage, response: ServerResponse, answer: SimulatedAnswer) {
  if (answer.kind === "hang") return;
  if (answer.kind === "answer") {
    response.writeHead(answer.status, answer.headers).end(answer.body);
    return;
  }
  if (answer.partial?.kind === "answer") {
    const { status, headers, body } = answer.partial;
    response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body)) });
    response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
    return;
  }
  request.socket.destroy();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
