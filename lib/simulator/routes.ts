import type { SimulatedAnswer, SimulatedRequest } from "@/lib/domain/twilio/simulator";
import { accountsOf, balanceOf } from "./accounts";
import { listOf, notFound, refusal } from "./answers";
import { buyNumber } from "./buy-number";
import type { FaultAction } from "./faults";
import { fetchNumber, listNumbers, updateNumber } from "./incoming-numbers";
import { bundlesOf, countriesOf, pricedCountries, pricesOf, regulationsOf } from "./reference-data";
import { releaseNumber } from "./release-number";
import { searchNumbers } from "./search";
import type { Settings } from "./settings";
import type { Store } from "./store";

export type Context = {
  /** Whose login it is, and whose account the address names. */
  login: string;
  account: string | null;
  requestId: string;
  settings: Settings;
  faults: FaultAction[];
};

/** The request as Twilio would answer it, committed when it answers. */
export async function route(
  store: Store,
  request: SimulatedRequest,
  context: Context,
): Promise<SimulatedAnswer> {
  const { host, path, query } = request;
  if (host.startsWith("pricing.")) return pricing(path, context.settings);
  if (host.startsWith("numbers.")) {
    if (path.endsWith("/Regulations")) return regulationsOf(query);
    return path.endsWith("/Bundles") ? bundlesOf(query) : notFound(path);
  }

  const { account } = context;
  const rest = path.replace(/^\/2010-04-01\/Accounts(\/AC[0-9a-f]{32})?/, "").replace(/\.json$/, "");
  const [, resource, ...names] = rest.split("/");
  if (!resource) return accountsOf(store, path, context);
  if (!account) return notFound(path);
  switch (resource) {
    case "AvailablePhoneNumbers":
      return available(store, request, context, names);
    case "IncomingPhoneNumbers":
      return incoming(store, request, { ...context, account }, names[0]);
    case "Balance":
      return balanceOf(store, account, laterBy(context.faults, "balance-lag"));
    case "OutgoingCallerIds":
      return listOf("outgoing_caller_ids", [], path);
    default:
      return notFound(path);
  }
}

function pricing(path: string, settings: Settings): SimulatedAnswer {
  const [, country] = /^\/v1\/PhoneNumbers\/Countries(?:\/([A-Z]{2}))?$/.exec(path) ?? [];
  if (country) return pricesOf(country, path, settings.prices);
  return path.endsWith("/Countries") ? pricedCountries() : notFound(path);
}

const TYPES: Record<string, string> = { Local: "local", TollFree: "toll-free", Mobile: "mobile" };

async function available(
  store: Store,
  { path, query }: SimulatedRequest,
  { account, settings }: Context,
  [country, name]: string[],
): Promise<SimulatedAnswer> {
  if (!country || !name) return countriesOf(account ?? "", country ?? null);
  const type = TYPES[name];
  if (!type || (type === "mobile" && country !== "GB")) return notFound(path);
  return searchNumbers(store, { country, type, query, settings, uri: `${path}?${query}` });
}

async function incoming(
  store: Store,
  { method, path, query, form }: SimulatedRequest,
  context: Context & { account: string },
  name: string | undefined,
): Promise<SimulatedAnswer> {
  const { account, requestId, settings } = context;
  const type = TYPES[name ?? ""] ?? null;
  if (!name || type) {
    const stale = laterBy(context.faults, "stale-list");
    if (method === "GET") return listNumbers(store, account, { query, path, type, stale, settings });
    if (method === "POST") return buyNumber(store, { account, requestId, form, type, settings });
  } else {
    if (method === "GET") return fetchNumber(store, account, name, { path, settings });
    if (method === "POST") return updateNumber(store, account, name, form, { path, settings });
    if (method === "DELETE") return releaseNumber(store, account, name, { requestId, path, settings });
  }
  return refusal(405, 20004, "Method not allowed");
}

const laterBy = (faults: FaultAction[], kind: "stale-list" | "balance-lag") =>
  Math.max(0, ...faults.map((fault) => (fault.kind === kind && "ms" in fault ? fault.ms : 0)));
