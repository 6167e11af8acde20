import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import type { Db } from "@/db/client";
import type { Admin } from "@/lib/domain/actor/actor";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { random } from "@/lib/simulator/inventory";
import { newSession } from "../support/sessions";

const PAGES = [
  "/administration/caller-ids",
  "/administration/caller-ids/add",
  "/administration/caller-ids/cart",
  "/administration/orders",
  "/administration/reconcile",
  "/administration/engine",
  "/refused",
  "/api/health",
  "/nowhere",
];
const THINK_MS = 40;

/** So many clients that go through the pages and call back, now at one instance and now at the other, until stopped. */
export async function startClients(db: Db, admin: Admin, urls: string[], count: number) {
  const headers = { cookie: `console.session=${await newSession(db, admin.userId)}` };
  const took: number[] = [];
  const errors: string[] = [];
  let [running, atRestarts] = [true, 0];
  let excused: string | null = null;

  const work = Array.from({ length: count }, async (_, index) => {
    const chance = random(`soak/${index}`);
    while (running) {
      const url = urls[Math.floor(chance() * urls.length)] ?? "";
      const path = PAGES[Math.floor(chance() * PAGES.length)] ?? "";
      const wasExcused = excused === url;
      const started = performance.now();
      const problem = await (chance() < 0.2 ? callBack(url) : look(url, path)).catch((error) =>
        String(error.cause?.code ?? error.name),
      );
      took.push(performance.now() - started);
      if (problem && (wasExcused || excused === url)) atRestarts++;
      else if (problem) errors.push(`${url}${path}: ${problem}`);
      await pause(THINK_MS * chance());
    }
  });

  /** Null when it was answered as it should be. */
  async function look(url: string, path: string): Promise<string | null> {
    const answer = await fetch(url + path, {
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(20_000),
    });
    const text = await answer.text();
    const wanted = path === "/nowhere" ? 404 : 200;
    return answer.status === wanted && text.length > 0 ? null : `status ${answer.status}`;
  }

  async function callBack(url: string): Promise<string | null> {
    const params = {
      AccountSid: SIMULATOR_CREDENTIALS.accountSid,
      To: "+15125550100",
      From: "+16175550188",
      CallSid: `CA${randomBytes(16).toString("hex")}`,
      CallStatus: "ringing",
    };
    const signed = "http://localhost:3000/api/voice/incoming";
    const answer = await fetch(`${url}/api/voice/incoming`, {
      method: "POST",
      body: new URLSearchParams(params),
      headers: {
        "x-twilio-signature": getExpectedTwilioSignature(SIMULATOR_CREDENTIALS.authToken, signed, params),
      },
      signal: AbortSignal.timeout(20_000),
    });
    return (await answer.text()).includes("not in service") ? null : `call-back ${answer.status}`;
  }

  return {
    /** Errors at this instance are the restart's, until told otherwise. */
    expectErrorsAt(url: string | null) {
      excused = url;
    },
    async stop() {
      running = false;
      await Promise.all(work);
      const sorted = took.sort((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
      return { requests: took.length, p50: at(0.5), p99: at(0.99), errors, atRestarts };
    },
  };
}
