import { setTimeout as pause } from "node:timers/promises";
import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import { type CalledNumber, listForwardings } from "@/db/queries/caller-ids";
import type { Target } from "@/lib/domain/call-backs/call-back";
import type { Call } from "@/lib/domain/call-backs/caller";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";

/** Calls that come in at the same moment ask the database together. */
const forwardings = new DataLoader(
  (numbers: readonly CalledNumber[]) => listForwardings(database("voice"), numbers),
  {
    cache: false,
    batchScheduleFn: setImmediate,
  },
);

// Next evaluates modules once per bundle; each route of calls is one.
const shared = globalThis as { consoleLastTargets?: LRUCache<string, Target> };
/** Where calls to a number went last: for as long as the database says nothing, and then for an hour at most. */
shared.consoleLastTargets ??= new LRUCache({ max: 10_000, ttl: 60 * 60 * 1000 });
const lastTargets = shared.consoleLastTargets;

/** A call whose number is remembered waits so long for the database. */
const PATIENCE_MS = 2_000;

/** Who calls whom, as Twilio posts it. */
export const readCall = ({ From = "", To = "" }: Record<string, string>): Call => ({ from: From, to: To });

/**
 * Where a call to this number goes now; null when it is not ours, was released, or goes nowhere. While the database does
 * not answer, where it went last.
 */
export async function findTarget({
  AccountSid = "",
  To = "",
  From = "",
}: Record<string, string>): Promise<Target | null> {
  const key = `${AccountSid} ${To}`;
  const last = lastTargets.get(key);
  const asked = askDatabase({ twilioAccountSid: AccountSid, e164: To, from: From }).then((target) => {
    // What is not rung is not remembered: whether a call goes round in circles is the database's to say.
    if (target && !target.wouldLoop) lastTargets.set(key, target);
    else lastTargets.delete(key);
    return target;
  });
  if (!last) return asked;
  const answered = asked.catch((fault) => {
    log.error("a call rings where calls to its number rang last", fault);
    return last;
  });
  return Promise.race([answered, pause(PATIENCE_MS, last, { ref: false })]);
}

async function askDatabase(called: CalledNumber): Promise<Target | null> {
  const found = await forwardings.load(called);
  if (!found?.forwardTo) return null;
  const { forwardTo, ringForever, wouldLoop } = found;
  return { forwardTo, ringForever, wouldLoop };
}
