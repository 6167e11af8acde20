import { randomBytes } from "node:crypto";
import { SIMULATOR_ACCOUNT, SIMULATOR_CREDENTIALS } from "@/lib/env";
import { type Answer, json, notFound, refusal } from "./answers";
import { buyNumber } from "./buy-number";
import { answerAfter, answerBefore, strikingFaults } from "./faults";
import { fetchNumber, listNumbers, releaseNumber, updateNumber } from "./incoming-numbers";
import { countriesOf, pricesOf, regulationsOf } from "./reference-data";
import { searchNumbers } from "./search";
import { openStore, type Store } from "./store";

export type SimulatedRequest = {
  method: string;
  /** Twilio's host that the client meant, such as api.twilio.com. */
  host: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  authorization: string;
};
export type SimulatorHandler = (request: SimulatedRequest) => Promise<Answer>;

type Settings = { seed: number; ownedRebuy: "update" | "21422"; prices: Record<string, string> };
const DEFAULTS: Settings = { seed: 1, ownedRebuy: "update", prices: {} };

const shared = globalThis as { twilioSimulators?: Map<string, Simulator> };
export type Simulator = { handle: SimulatorHandler; store: Store };

/** The simulated Twilio over one database; one per process and database. */
export function openSimulator(databaseUrl: string): Simulator {
  shared.twilioSimulators ??= new Map();
  const known = shared.twilioSimulators.get(databaseUrl);
  if (known) return known;
  const store = openStore(databaseUrl);
  const simulator = { store, handle: (request: SimulatedRequest) => handle(store, request) };
  shared.twilioSimulators.set(databaseUrl, simulator);
  return simulator;
}

async function handle(store: Store, request: SimulatedRequest): Promise<Answer> {
  const started = Date.now();
  const requestId = `RQ${randomBytes(16).toString("hex")}`;
  const settings = await settingsOf(store);
  const account = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})/.exec(request.path)?.[1] ?? null;
  const phoneNumber = request.form.get("PhoneNumber") ?? request.query.get("PhoneNumber");
  const asked = { method: request.method, path: request.path, phoneNumber, account };
  const faults = await strikingFaults(store, asked, settings.seed);

  for (const fault of faults)
    if (fault.kind === "latency") await pause(fault.ms + Math.random() * (fault.jitter ?? 0));
  let answer = faults.map(answerBefore).find((early) => early !== null) ?? null;
  if (!answer) {
    if (phoneNumber && faults.some((fault) => fault.kind === "taken-between"))
      await store.query("insert into rivals values ($1) on conflict do nothing", [phoneNumber]);
    answer =
      unauthorized(request, account) ?? (await route(store, request, { account, requestId, settings }));
    for (const fault of faults) answer = answerAfter(fault, answer);
  }
  if (request.method === "POST")
    await store.query("update ledger set answer = $2 where request_id = $1", [
      requestId,
      answer.kind === "answer" ? String(answer.status) : answer.kind,
    ]);
  return answer.kind === "answer" ? stamped(answer, requestId, started) : answer;
}

type Context = { account: string | null; requestId: string; settings: Settings };

async function route(store: Store, request: SimulatedRequest, context: Context): Promise<Answer> {
  const { method, path, query, form } = request;
  const { settings, requestId } = context;
  if (request.host.startsWith("pricing.")) {
    const country = /^\/v1\/PhoneNumbers\/Countries\/([A-Z]{2})$/.exec(path)?.[1];
    return country ? pricesOf(country, path, settings.prices) : notFound(path);
  }
  if (request.host.startsWith("numbers."))
    return path.endsWith("/Regulations") ? regulationsOf(query) : notFound(path);

  const account = context.account ?? "";
  const [resource = "", ...rest] = path
    .replace(`/2010-04-01/Accounts/${account}/`, "")
    .replace(/\.json$/, "")
    .split("/");
  switch (resource) {
    case "AvailablePhoneNumbers": {
      const [country = null, type] = rest;
      const known = { Local: "local", TollFree: "toll-free", Mobile: "mobile" }[type ?? ""];
      if (!type) return countriesOf(account, country);
      if (!known || !country || (known === "mobile" && country !== "GB")) return notFound(path);
      return searchNumbers(store, {
        country,
        type: known,
        query,
        seed: settings.seed,
        uri: `${path}?${query}`,
      });
    }
    case "IncomingPhoneNumbers": {
      const sid = rest[0];
      if (!sid && method === "GET") return listNumbers(store, account, query, path);
      if (!sid && method === "POST")
        return buyNumber(store, {
          account,
          requestId,
          form,
          seed: settings.seed,
          ownedRebuy: settings.ownedRebuy,
        });
      if (sid && method === "GET") return fetchNumber(store, account, sid, path);
      if (sid && method === "POST") return updateNumber(store, account, sid, form, path);
      if (sid && method === "DELETE") return releaseNumber(store, account, sid, requestId, path);
      return refusal(405, 20004, "Method not allowed");
    }
    case "Balance": {
      const [row] = await store.query<{ balance_micros: string }>(
        "select balance_micros from accounts where sid = $1",
        [account],
      );
      const balance = (Number(row?.balance_micros ?? 10_000_000_000) / 1e6).toFixed(2);
      return json(200, { account_sid: account, balance, currency: "USD" });
    }
    default:
      return notFound(path);
  }
}

/** Only simulated accounts, and only with the simulator's own token: live credentials get nowhere. */
function unauthorized(request: SimulatedRequest, account: string | null): Answer | null {
  const [username = "", password] = Buffer.from(request.authorization.replace(/^Basic /, ""), "base64")
    .toString("utf8")
    .split(":");
  const allowed =
    SIMULATOR_ACCOUNT.test(username) &&
    password === SIMULATOR_CREDENTIALS.authToken &&
    (account === null || SIMULATOR_ACCOUNT.test(account));
  return allowed ? null : refusal(401, 20003, "Authenticate");
}

async function settingsOf(store: Store): Promise<Settings> {
  const rows = await store.query<{ name: string; value: unknown }>("select name, value from settings");
  return { ...DEFAULTS, ...Object.fromEntries(rows.map((row) => [row.name, row.value])) } as Settings;
}

function stamped(answer: Extract<Answer, { kind: "answer" }>, requestId: string, started: number): Answer {
  const headers = {
    ...answer.headers,
    date: new Date().toUTCString(),
    "twilio-request-id": requestId,
    "twilio-request-duration": ((Date.now() - started) / 1000).toFixed(3),
    "twilio-concurrent-requests": "1",
    "x-home-region": "us1",
    "x-api-domain": "api.twilio.com",
  };
  return { ...answer, headers };
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
