import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { SIMULATOR_CREDENTIALS } from "@/lib/domain/twilio/simulator";
import { liveProvider } from "@/lib/twilio/live";
import { officialClient } from "@/lib/twilio/transport";
import { simulatedAccount } from "@/tests/support/factories";
import { first } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import type { FaultAction } from "./faults";
import { pools } from "./inventory";
import { startSimulator } from "./server";

/** The official client over real sockets: what each fault looks like from here, and what it did at Twilio. */
testDatabase();
const TIMEOUT = 400;
const webhooks = webhooksOf("http://localhost:3000");
const stock = pools("US", "local").flatMap((pool) => pool.numbers(1));
let server: Server;
beforeAll(async () => {
  server = await startSimulator({ port: 0, databaseUrl: process.env.DATABASE_URL ?? "" });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
afterEach(() => simulatedTwilio().clearFaults());

const address = () => `http://localhost:${(server.address() as AddressInfo).port}`;

async function providerOver(accountSid: string, timeout = TIMEOUT) {
  const login = { username: accountSid, password: SIMULATOR_CREDENTIALS.authToken, accountSid };
  return liveProvider(await officialClient(login, timeout, { baseUrl: address() }), timeout);
}

it.each<[FaultAction, kind: string, bought: boolean]>([
  [{ kind: "cut", effect: "before" }, "unknown", false],
  [{ kind: "cut", effect: "after" }, "unknown", true],
  [{ kind: "cut-body" }, "unknown", true],
  [{ kind: "garbage" }, "unknown", true],
  [{ kind: "hang", effect: "before" }, "unknown", false],
  [{ kind: "hang", effect: "after" }, "unknown", true],
  [{ kind: "late", ms: 50 }, "unknown", true],
  [{ kind: "status5xx", code: 500, effect: "before" }, "unknown", false],
  [{ kind: "status5xx", code: 502, body: "html", effect: "after" }, "unknown", true],
  [{ kind: "status5xx", code: 503, body: "json", effect: "before" }, "unknown", false],
  [{ kind: "status5xx", code: 504, body: "empty", effect: "after" }, "unknown", true],
  [{ kind: "latency", ms: 150, jitter: 50 }, "bought", true],
  [{ kind: "status429" }, "rate-limited", false],
  [{ kind: "concurrency", limit: 0 }, "rate-limited", false],
  [{ kind: "taken-between" }, "refused taken", false],
  [{ kind: "refuse", code: 21631 }, "refused needs-address", false],
  [{ kind: "refuse", code: 21615 }, "refused needs-address", false],
  [{ kind: "refuse", code: 21649 }, "refused needs-bundle", false],
  [{ kind: "account", as: "20003" }, "account-blocked credentials", false],
  [{ kind: "account", as: "20403" }, "account-blocked suspended", false],
  [{ kind: "account", as: "20005" }, "account-blocked suspended", false],
  [{ kind: "account", as: "10001" }, "account-blocked funds", false],
  [{ kind: "account", as: "21404" }, "account-blocked trial", false],
  [{ kind: "account", as: "22300" }, "account-blocked restricted", false],
])("%j of a purchase is %s", async (action, kind, bought) => {
  const account = simulatedAccount();
  const { e164 } = first(stock.splice(0, 1));
  // The first answer of a process takes longest.
  await (await providerOver(account, 10_000)).balance();
  await simulatedTwilio().fault(action, { method: "POST", account });
  const outcome = await (await providerOver(account)).buy(e164, "lin_1", webhooks);
  expect(`${outcome.kind} ${"reason" in outcome ? outcome.reason : ""}`.trim()).toBe(kind);
  await expect
    .poll(() => simulatedTwilio().purchases(account), { timeout: 10_000 })
    .toEqual(bought ? [e164] : []);
});

it("takes a fault for one request alone from its header, and says what it does not know", async () => {
  const ask = (fault: string) =>
    fetch(`${address()}/2010-04-01/Accounts/${SIMULATOR_CREDENTIALS.accountSid}/Balance.json`, {
      headers: {
        "x-sim-fault": fault,
        authorization: `Basic ${Buffer.from(`${SIMULATOR_CREDENTIALS.accountSid}:${SIMULATOR_CREDENTIALS.authToken}`).toString("base64")}`,
      },
    });
  expect((await ask('{"kind":"status429"}')).status).toBe(429);
  expect((await ask('{"kind":"latency","ms":0}')).status).toBe(200);
  const wrong = await ask('{"kind":"status430"}');
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ message: expect.stringContaining("kind") });
});
