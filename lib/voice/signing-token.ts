import { sealedTokenOf } from "@/db/queries/organizations";
import { unsealToken } from "@/lib/domain/twilio/sealed-token";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";

const REMEMBER_MS = 5 * 60 * 1000;
const known = new Map<string, { until: number; token: string }>();

/**
 * The auth token with which Twilio signs for an account: the installation's, or a sub-account's own. While the database
 * is away, the one that was read last.
 */
export async function signingToken(accountSid: string): Promise<string> {
  const { twilio, authSecret } = env();
  if (accountSid === twilio.accountSid || !/^AC[0-9a-f]{32}$/.test(accountSid)) return twilio.authToken;
  const before = known.get(accountSid);
  if (before && before.until > Date.now()) return before.token;
  try {
    const sealed = await sealedTokenOf(database(), accountSid);
    const own = sealed && unsealToken(sealed, accountSid, authSecret);
    if (sealed && !own)
      log.warn("the token of a sub-account can't be read; run create-admin again for its organization");
    const token = own ?? twilio.authToken;
    if (sealed) known.set(accountSid, { until: Date.now() + REMEMBER_MS, token });
    return token;
  } catch {
    return before?.token ?? twilio.authToken;
  }
}
