import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { freePort } from "@/db/embedded";
import { DESCRIPTIONS, PRISM } from "./fetched";

/** Something that Twilio's description does not know, in a request or in its answer. */
export type Violation = { request: string; in: string; where: string; message: string };
export type Checked = { request: string; status: number; violations: Violation[] };

/** A change to an answer on its way from the simulator, to see that the proxy would report it. */
export type Spoil = { name: string; spoil: (body: Record<string, unknown>) => unknown };

/**
 * The simulator as Twilio's own description sees it: a proxy per host of Twilio's validates every request and answer
 * on the way, and a front finds the right one by the header that our transport sends.
 */
export async function describedTwilio(simulatorUrl: string, spoils: Spoil[]) {
  const checked: Checked[] = [];
  const spoiler = await listen((incoming, outgoing) =>
    forward(incoming, simulatorUrl, (status, headers, body) => {
      const spoil = spoils.find(({ name }) => name === incoming.headers["x-spoil"]);
      reply(outgoing, status, headers, spoil ? JSON.stringify(spoil.spoil(JSON.parse(body))) : body);
    }),
  );
  const proxies = new Map<string, string>();
  for (const [host, description] of Object.entries(DESCRIPTIONS))
    proxies.set(host, await startPrism(description, spoiler.url));

  const front = await listen((incoming, outgoing) => {
    const proxy = proxies.get(String(incoming.headers["x-twilio-host"]));
    if (!proxy) return reply(outgoing, 502, {}, "no description of this host");
    forward(incoming, proxy, (status, headers, body) => {
      const request = `${incoming.method} ${incoming.url}`;
      checked.push({ request, status, violations: violationsOf(request, headers["sl-violations"]) });
      reply(outgoing, status, headers, body);
    });
  });
  return {
    url: front.url,
    checked,
    stop() {
      for (const { close } of [front, spoiler]) close();
    },
  };
}

type Reported = { location: string[]; message: string };

function violationsOf(request: string, header: unknown): Violation[] {
  if (!header) return [];
  const text = String(header);
  // More than a header holds.
  if (!text.startsWith("[")) return [{ request, in: "response", where: "", message: text }];
  return (JSON.parse(text) as Reported[]).map(({ location, message }) => ({
    request,
    in: location[0] ?? "",
    where: location.slice(1).join("."),
    message,
  }));
}

async function startPrism(description: string, upstream: string) {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [PRISM, "proxy", description, upstream, "-h", "127.0.0.1", "-p", String(port)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  // Also when the run throws, or is stopped by hand: a proxy left behind keeps the pipe of its parent open.
  process.once("exit", () => child.kill("SIGKILL"));
  await new Promise<void>((ready, failed) => {
    child.once("exit", (code) => failed(new Error(`prism ended with ${code}`)));
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said = (said + chunk).slice(-10_000);
      if (said.includes("Prism is listening")) ready();
    });
  });
  return `http://127.0.0.1:${port}`;
}

type Headers = IncomingMessage["headers"];

function forward(
  incoming: IncomingMessage,
  to: string,
  answer: (status: number, headers: Headers, body: string) => void,
) {
  const { host: _host, ...headers } = incoming.headers;
  const outgoing = send(to + incoming.url, { method: incoming.method, headers }, async (response) => {
    let body = "";
    for await (const chunk of response.setEncoding("utf8")) body += chunk;
    answer(response.statusCode ?? 502, response.headers, body);
  });
  outgoing.on("error", (error) => answer(502, {}, error.message));
  incoming.pipe(outgoing);
}

function reply(outgoing: ServerResponse, status: number, headers: Headers, body: string) {
  const { "content-length": _length, "transfer-encoding": _encoding, ...rest } = headers;
  outgoing.writeHead(status, rest).end(body);
}

async function listen(handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void) {
  const server = createServer(handle);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
