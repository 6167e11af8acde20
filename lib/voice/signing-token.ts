import { LRUCache } from "lru-cache";
import { sealedTokenOf } from "@/db/queries/organizations";
import { unsealToken } from "@/lib/domain/twilio/sealed-token";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";

/** Sub-accounts' tokens, as they were last read. */
const known = new LRUCache<string, string>({ max: 1_000, ttl: 5 * 60 * 1000, noDeleteOnStaleGet: true });

/**
 * The auth token with which Twilio signs for an account: the installation's, or a sub-account's own. While the database
 * is away, the one that was read last.
 */
export async function signingToken(accountSid: string): Promise<string> {
  const { twilio, authSecret } = env();
  if (accountSid === twilio.accountSid || !/^AC[0-9a-f]{32}$/.test(accountSid)) return twilio.authToken;
  const remembered = known.get(accountSid);
  if (remembered) return remembered;
  try {
    const sealed = await sealedTokenOf(database(), accountSid);
    const own = sealed && unsealToken(sealed, accountSid, authSecret);
    if (sealed && !own)
      log.warn("the token of a sub-account can't be read; run create-admin again for its organization");
    const token = own ?? twilio.authToken;
    if (sealed) known.set(accountSid, token);
    return token;
  } catch {
    return known.get(accountSid, { allowStale: true }) ?? twilio.authToken;
  }
}
