import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  SIMULATOR_ACCOUNT,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatorHandler,
} from "@/lib/domain/twilio/simulator";
import { tokenOf } from "./accounts";
import { refusal } from "./answers";
import {
  actionSchema,
  answerAfter,
  answerBefore,
  crowdedOut,
  type FaultAction,
  strikingFaults,
  tooMany,
} from "./faults";
import { type Context, route } from "./routes";
import { settingsOf, simulatedNow } from "./settings";
import { openStore, type Store } from "./store";

export type Simulator = {
  handle: SimulatorHandler;
  store: Store;
  /** The most purchases of each account that were under way at once. */
  peaks: ReadonlyMap<string, number>;
};

const shared = globalThis as { twilioSimulators?: Map<string, Simulator> };

/** The simulated Twilio over one database; one per process and database. */
export function openSimulator(databaseUrl: string): Simulator {
  shared.twilioSimulators ??= new Map();
  const known = shared.twilioSimulators.get(databaseUrl);
  if (known) return known;
  const store = openStore(databaseUrl);
  const underWay = new Map<string, number>();
  const buying = new Map<string, number>();
  const peaks = new Map<string, number>();
  const simulator: Simulator = {
    store,
    peaks,
    async handle(request: SimulatedRequest) {
      const account = accountIn(request.path) ?? loginOf(request).username;
      const count = (change: number) => {
        underWay.set(account, (underWay.get(account) ?? 0) + change);
        return underWay.get(account) ?? 0;
      };
      const concurrent = count(1);
      const buys = isPurchase(request) ? 1 : 0;
      const bought = (buying.get(account) ?? 0) + buys;
      buying.set(account, bought);
      peaks.set(account, Math.max(peaks.get(account) ?? 0, bought));
      // Counted until it is answered, or until it is turned away.
      let leave = () => {
        count(-1);
        leave = () => undefined;
      };
      try {
        return await handle(store, request, concurrent, () => leave());
      } finally {
        leave();
        buying.set(account, (buying.get(account) ?? 0) - buys);
      }
    },
  };
  shared.twilioSimulators.set(databaseUrl, simulator);
  return simulator;
}

async function handle(
  store: Store,
  request: SimulatedRequest,
  concurrent: number,
  turnAway: () => void,
): Promise<SimulatedAnswer> {
  const started = Date.now();
  const settings = await settingsOf(store);
  const account = accountIn(request.path);
  const phoneNumber = request.form.get("PhoneNumber") ?? request.query.get("PhoneNumber");
  const asked = { method: request.method, path: request.path, phoneNumber, account };
  const faults = await strikingFaults(store, asked, settings.seed);
  if (request.fault) faults.push(actionSchema.parse(JSON.parse(request.fault)));
  const context: Context = {
    login: loginOf(request).username,
    account,
    requestId: `RQ${randomBytes(16).toString("hex")}`,
    settings,
    faults,
  };

  const crowded = faults.some((fault) => crowdedOut(fault, concurrent));
  if (crowded) turnAway();
  // The answer takes so long as a whole; what it does is done halfway.
  const latency = faults.reduce((longest, fault) => Math.max(longest, latencyOf(fault)), 0);
  const passed = (share: number) => pause(Math.max(started + latency * share - Date.now(), 0));
  if (latency > 0) await passed(0.5);
  const early = crowded ? tooMany() : faults.map(answerBefore).find((answer) => answer !== null);
  const late = faults.find((fault) => fault.kind === "late");
  if (!early && late) {
    setTimeout(() => perform(store, request, context).catch(() => undefined), late.ms);
    return { kind: late.hang ? "hang" : "cut" };
  }
  const answer = early ?? (await perform(store, request, context));
  if (latency > 0) await passed(1);
  if (answer.kind !== "answer") return answer;
  const headers = {
    ...answer.headers,
    date: simulatedNow(settings).toUTCString(),
    "twilio-request-id": context.requestId,
    "twilio-request-duration": ((Date.now() - started) / 1000).toFixed(3),
    "twilio-concurrent-requests": String(concurrent),
    "x-home-region": "us1",
    "x-api-domain": "api.twilio.com",
  };
  return { ...answer, headers };
}

const isPurchase = ({ method, path }: SimulatedRequest) =>
  method === "POST" && path.endsWith("/IncomingPhoneNumbers.json");

const latencyOf = (fault: FaultAction) =>
  fault.kind === "latency" ? fault.ms + Math.random() * (fault.jitter ?? 0) : 0;

/** The effect, what the faults make of its answer, and that answer in the ledger. */
async function perform(store: Store, request: SimulatedRequest, context: Context): Promise<SimulatedAnswer> {
  const phoneNumber = request.form.get("PhoneNumber");
  if (phoneNumber && context.faults.some((fault) => fault.kind === "taken-between"))
    await store.query("insert into rivals values ($1) on conflict do nothing", [phoneNumber]);
  const other = context.faults.find((fault) => fault.kind === "other-number");
  if (other && isPurchase(request))
    request.form.set("PhoneNumber", other.among[(await store.draw()) % other.among.length] ?? "");
  const effect =
    (await unauthorized(store, request, context.account)) ?? (await route(store, request, context));
  const answer = context.faults.reduce((answered, fault) => answerAfter(fault, answered), effect);
  if (request.method === "POST")
    await store.query("update ledger set answer = $2 where request_id = $1", [
      context.requestId,
      answer.kind === "answer" ? String(answer.status) : answer.kind,
    ]);
  return answer;
}

/** Only simulated accounts, and only with the token of the one that asks: live credentials get nowhere. */
async function unauthorized(
  { query }: Store,
  request: SimulatedRequest,
  account: string | null,
): Promise<SimulatedAnswer | null> {
  const { username, password } = loginOf(request);
  const simulated = [username, account ?? username].every((sid) => SIMULATOR_ACCOUNT.test(sid));
  if (simulated && password === (await tokenOf(query, username))) return null;
  return refusal(401, 20003, "Authenticate");
}

function loginOf({ authorization }: SimulatedRequest) {
  const basic = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString("utf8");
  const [username = "", password = ""] = basic.split(":");
  return { username, password };
}

const accountIn = (path: string) => /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})/.exec(path)?.[1] ?? null;
