import { LRUCache } from "lru-cache";
import type { Provider } from "@/lib/domain/twilio/provider";
import { env } from "@/lib/runtime/config/env";
import { liveProvider } from "./live";
import { officialClient, type Target } from "./transport";

/** A client is some hundred kilobytes. */
const MAX_CLIENTS = 200;
const providers = new LRUCache<string, Promise<Provider>>({ max: MAX_CLIENTS });

/**
 * The provider for one organisation's Twilio account, which waits `timeout` milliseconds for each answer. The only place
 * that chooses between real and simulated.
 */
export function twilioFor(accountSid: string, timeout = env().engine.timeout): Promise<Provider> {
  const key = `${accountSid} ${timeout}`;
  const known = providers.get(key);
  if (known) return known;
  const made = makeProvider(accountSid, timeout);
  providers.set(key, made);
  made.catch(() => providers.delete(key));
  return made;
}

/** Loads the client before the first order needs it; asks Twilio nothing. */
export async function loadTwilio(): Promise<void> {
  await twilioFor(env().twilio.accountSid);
}

async function makeProvider(accountSid: string, timeout: number): Promise<Provider> {
  const { twilio } = env();
  // An API key opens the account that it was made in; its sub-accounts open to the auth token.
  const apiKey = accountSid === twilio.accountSid ? twilio.apiKey : undefined;
  const username = apiKey?.sid ?? twilio.accountSid;
  const password = apiKey?.secret ?? twilio.authToken;
  const client = await officialClient({ username, password, accountSid }, timeout, await target());
  return liveProvider(client, timeout);
}

/** Where requests to Twilio go. */
export async function target(): Promise<Target> {
  const { twilio, databaseUrl } = env();
  if (twilio.baseUrl) return { baseUrl: twilio.baseUrl };
  if (twilio.kind === "live") return null;
  const { openSimulator } = await import("@/lib/simulator/handle");
  return { simulator: openSimulator(databaseUrl).handle };
}
