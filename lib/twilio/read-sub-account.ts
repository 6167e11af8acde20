import { env } from "@/lib/runtime/config/env";
import { target } from ".";
import { classify } from "./errors";
import { officialClient } from "./transport";

type SubAccount =
  | { kind: "found"; authToken: string }
  /** It is not a sub-account of the installation's account, or not active any more; or our login is wrong. */
  | { kind: "not-ours" }
  | { kind: "trouble"; why: string };

/** What the installation's own account may know of one of its sub-accounts; only its auth token may ask. */
export async function readSubAccount(sid: string): Promise<SubAccount> {
  const { twilio, engine } = env();
  const login = { username: twilio.accountSid, password: twilio.authToken, accountSid: twilio.accountSid };
  const client = await officialClient(login, engine.timeout, await target());
  try {
    const account = await client.api.v2010.accounts(sid).fetch();
    const isOurs = account.ownerAccountSid === twilio.accountSid && account.status === "active";
    return isOurs && account.authToken
      ? { kind: "found", authToken: account.authToken }
      : { kind: "not-ours" };
  } catch (error) {
    // Twilio answers 401 for an account that the login does not open, as for a login that is wrong.
    if ([401, 404].includes(Number((error as { status?: unknown }).status))) return { kind: "not-ours" };
    const { kind } = classify(error);
    return { kind: "trouble", why: kind };
  }
}
