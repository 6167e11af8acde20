import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Their content in base64. */
  attachments?: { filename: string; content: string }[];
};

/** An HTTP server in the place of Resend's API: keeps what the official client sends, once per idempotency key. */
export async function startFakeResend() {
  const mails = new Map<string, Mail>();
  let down = false;
  const refused = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (down) {
      response
        .writeHead(500, { "content-type": "application/json" })
        .end(JSON.stringify({ name: "internal_server_error", message: "Resend is down" }));
      return;
    }
    const key = String(request.headers["idempotency-key"] ?? "");
    if (request.method !== "POST" || request.url !== "/emails" || !key || !request.headers.authorization) {
      response
        .writeHead(400, { "content-type": "application/json" })
        .end(JSON.stringify({ name: "validation_error", message: "no" }));
      return;
    }
    const mail = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Mail;
    const taken = mails.get(key);
    if (refused.has(mail.to) || (taken && JSON.stringify(taken) !== JSON.stringify(mail))) {
      const [status, name] = taken ? [409, "invalid_idempotent_request"] : [422, "validation_error"];
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ name, message: "no", statusCode: status }));
      return;
    }
    mails.set(key, mail);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: key }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    newest: (to: string) => [...mails.values()].filter((mail) => mail.to === to).at(-1),
    /** Messages that it took, each idempotency key once. */
    count: () => mails.size,
    /** Until told otherwise every mail is refused, or accepted again. */
    setDown: (value: boolean) => {
      down = value;
    },
    /** No mail to it is ever taken. */
    refuse: (to: string) => refused.add(to),
    stop: () => server.close(),
  };
}
