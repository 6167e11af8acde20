import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

type Asked = { method: "GET" | "POST"; headers: Record<string, string>; body?: string };

/** A webhook for an account that nobody knows, with a signature that looks like one. */
export const forgedCall = (): Asked => ({
  method: "POST",
  headers: {
    "content-type": "application/x-www-form-urlencoded",
    "x-twilio-signature": randomBytes(20).toString("base64"),
  },
  body: `AccountSid=AC${randomBytes(16).toString("hex")}&To=%2B15125550100&From=%2B16175550188`,
});

/** A session that nobody gave out. */
export const inventedCookie = (): Asked => ({
  method: "GET",
  headers: { cookie: `console.session=${randomBytes(32).toString("hex")}` },
});

const plain = (): Asked => ({ method: "GET", headers: {} });

const TICK_MS = 10;

/** So many requests a second for so many seconds, at a steady pace, over fifty connections; what was answered how often. */
export async function strangers(
  url: string,
  { perSecond, seconds }: { perSecond: number; seconds: number },
  make: () => Asked = plain,
): Promise<{ sent: number; statuses: Record<number, number> }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const statuses: Record<number, number> = {};
  const under = new Set<Promise<void>>();
  const begun = performance.now();
  let sent = 0;
  while (performance.now() - begun < seconds * 1000) {
    for (const due = ((performance.now() - begun) / 1000) * perSecond; sent < due; sent++) {
      const answered = ask(url, agent, make()).then((status) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        under.delete(answered);
      });
      under.add(answered);
    }
    await pause(TICK_MS);
  }
  await Promise.all(under);
  agent.destroy();
  return { sent, statuses };
}

/** The status of the answer; 0 where there was none. */
function ask(url: string, agent: Agent, { method, headers, body }: Asked): Promise<number> {
  return new Promise((done) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const asked = request(url, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      answer.resume().once("end", () => done(answer.statusCode ?? 0));
    });
    asked.once("error", () => done(0));
    asked.end(body);
  });
}
