import { LRUCache } from "lru-cache";
import type { Admin } from "@/lib/domain/actor/actor";
import { twilioFor } from "@/lib/twilio";

export type Balance = { micros: number; currency: string };

/** So long somebody waits for what is only good to know. */
const PATIENCE_MS = 2_000;
/** By account: typing a code wrong does not ask again, nor wait again. */
const remembered = new LRUCache<string, { balance: Balance | null }>({ max: 1_000, ttl: 30_000 });

/** What the Twilio account has left; null where Twilio does not say, or not soon. */
export async function readBalance({ twilioAccountSid }: Admin): Promise<Balance | null> {
  const known = remembered.get(twilioAccountSid);
  if (known) return known.balance;
  let timer: NodeJS.Timeout | undefined;
  const soon = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  const balance = await Promise.race([ask(twilioAccountSid).catch(() => null), soon]);
  clearTimeout(timer);
  remembered.set(twilioAccountSid, { balance });
  return balance;
}

async function ask(twilioAccountSid: string): Promise<Balance | null> {
  const answer = await (await twilioFor(twilioAccountSid)).balance();
  if (answer.kind !== "balance") return null;
  const micros = Math.round(Number(answer.amount) * 1e6);
  return Number.isFinite(micros) ? { micros, currency: answer.currency.toUpperCase() } : null;
}
