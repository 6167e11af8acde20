import { setTimeout as pause } from "node:timers/promises";
import { listSealedTokens } from "@/db/queries/organizations";
import { unsealToken } from "@/lib/domain/twilio/sealed-token";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";

/** Tokens are read anew after this time, … */
const FRESH_MS = 60_000;
/** … and after this one where a signature does not fit: a sub-account may be new, or its token. */
const AGAIN_MS = 1_000;
/** A call waits so long for them at most; then those that were read last count. */
const PATIENCE_MS = 1_500;

type Known = { tokens: Map<string, string>; at: number; reading?: Promise<void> };
// Next evaluates modules once per bundle; each route of calls is one.
const shared = globalThis as { consoleSigningTokens?: Known };
shared.consoleSigningTokens ??= { tokens: new Map(), at: Number.NEGATIVE_INFINITY };
const known = shared.consoleSigningTokens;

/**
 * Whether a post is signed with the token of the account in whose name it comes: the installation's, or a sub-account's
 * own. All of these are in memory, so that a stranger costs no query, and calls are answered while the database is away.
 */
export async function isSignedFor(
  accountSid: string,
  isSigned: (token: string) => boolean,
): Promise<boolean> {
  const { accountSid: own, authToken } = env().twilio;
  if (accountSid === own) return isSigned(authToken);
  const reading = readTokens(FRESH_MS);
  // Only at first: later those that were read last count until the answer is there.
  if (known.at === Number.NEGATIVE_INFINITY) await reading;
  const token = tokenOf(accountSid);
  if (isSigned(token)) return true;
  await readTokens(AGAIN_MS);
  const newest = tokenOf(accountSid);
  return newest !== token && isSigned(newest);
}

const tokenOf = (accountSid: string) => known.tokens.get(accountSid) ?? env().twilio.authToken;

/** Reads them, once for all who ask at the same time, unless they were read within `ms`. */
async function readTokens(ms: number): Promise<void> {
  if (performance.now() - known.at <= ms) return;
  known.reading ??= readAll().finally(() => {
    known.reading = undefined;
  });
  await Promise.race([known.reading, pause(PATIENCE_MS, undefined, { ref: false })]);
}

const complainedOf = new Set<string>();

async function readAll(): Promise<void> {
  const { authSecret } = env();
  try {
    const rows = await listSealedTokens(database("voice"));
    const tokens = new Map<string, string>();
    for (const { accountSid, sealed } of rows) {
      const token = unsealToken(sealed, accountSid, authSecret);
      if (token) tokens.set(accountSid, token);
      else if (!complainedOf.has(accountSid)) {
        complainedOf.add(accountSid);
        log.warn("the token of a sub-account can't be read; run create-admin again for its organization");
      }
    }
    known.tokens = tokens;
  } catch {
    // Those that were read last count, and are asked for again after a moment.
  }
  known.at = performance.now();
}
