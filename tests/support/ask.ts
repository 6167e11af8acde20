import { request } from "node:http";

type Ask = { method: string; headers: Record<string, string>; body?: string };

/** One request with exactly these headers, and no redirect followed. */
export function ask(origin: string, path: string, { method, headers, body }: Ask) {
  const url = new URL(origin);
  return new Promise<{ status: number; location: string; body: string }>((done, fail) => {
    const sent = request(
      { host: "127.0.0.1", port: url.port, path, method, headers: { host: url.host, ...headers } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () =>
          done({ status: answer.statusCode ?? 0, location: answer.headers.location ?? "", body: text }),
        );
      },
    );
    sent.once("error", fail);
    sent.end(body);
  });
}
