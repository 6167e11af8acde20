import { empty, notFound, refusal } from "./answers";
import { emergencyStatusOf } from "./emergency-address";
import { heldNumber } from "./incoming-numbers";
import { type Settings, simulatedNow } from "./settings";
import type { Store } from "./store";

/** DELETE IncomingPhoneNumbers/{sid}.json */
export async function releaseNumber(
  store: Store,
  account: string,
  sid: string,
  { requestId, path, settings }: { requestId: string; path: string; settings: Settings },
) {
  return store.transaction(async (query) => {
    const row = await heldNumber(query, account, sid);
    if (!row) return notFound(path);
    if (emergencyStatusOf(row, simulatedNow(settings)) !== "unregistered")
      return refusal(400, 21631, `${row.e164} has an emergency address`);
    if (row.settings.MessagingServiceSid && settings.attachedRelease === "refuse")
      return refusal(400, 21712, `${row.e164} is in a messaging service`);
    const given = await query(
      "update numbers set released_at = sim_now() where sid = $1 and released_at is null returning sid",
      [sid],
    );
    // Of two requests at once one is too late.
    if (given.length === 0) return notFound(path);
    await query(
      "insert into ledger (at, account_sid, request_id, e164, sid, effect) values (sim_now(),$1,$2,$3,$4,'release')",
      [account, requestId, row.e164, sid],
    );
    return empty(204);
  });
}
