import { createHash, randomBytes } from "node:crypto";
import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { charge } from "./accounts";
import { json, refusal } from "./answers";
import { checked, configured, type NumberRow, resource, updated } from "./incoming-numbers";
import { stockOf } from "./inventory";
import { priceMicros } from "./reference-data";
import { soldSinceShown } from "./rivals";
import type { Settings } from "./settings";
import type { Store } from "./store";

type Purchase = {
  account: string;
  requestId: string;
  form: URLSearchParams;
  /** The type that the address of the request names; any without. */
  type: string | null;
  settings: Settings;
};

/** POST IncomingPhoneNumbers.json: charges and assigns in one transaction, and writes the ledger in the same. */
export async function buyNumber(store: Store, purchase: Purchase): Promise<SimulatedAnswer> {
  const { form, account, requestId, settings } = purchase;
  const e164 = form.get("PhoneNumber");
  const wrong = checked(form);
  if (wrong) return wrong;
  if (purchase.type && form.has("AreaCode")) return refusal(400, 21457, "AreaCode is not allowed here");
  if (!e164) return refusal(400, 21452, "Buying by area code is not simulated: the console never does it");
  const magic = magicOf(e164);
  if (magic) return magic;

  return store.transaction(async (query) => {
    // One buyer per number at a time, as at Twilio.
    await query("select pg_advisory_xact_lock(4011, $1)", [
      createHash("sha1").update(e164).digest().readInt32BE(),
    ]);
    const note = (effect: string, sid: string | null, price = 0) =>
      query(
        "insert into ledger (at, account_sid, request_id, e164, sid, effect, price_micros) values (sim_now(),$1,$2,$3,$4,$5,$6)",
        [account, requestId, e164, sid, effect, price],
      );
    const [held] = await query<NumberRow>("select * from numbers where e164 = $1 and released_at is null", [
      e164,
    ]);
    if (held?.account_sid === account && settings.ownedRebuy === "update") {
      await note("update", held.sid);
      return json(201, resource(await updated(query, held, form), settings));
    }
    const stock = stockOf(e164, settings.seed);
    if (held || (!stock && e164 !== MAGIC_FOR_SALE) || (await isGone(query, e164, purchase))) {
      await note("refused", null);
      return refusal(400, 21422, `${e164} is not available`);
    }
    if (purchase.type && stock && stock.type !== purchase.type) {
      await note("refused", null);
      return refusal(400, 21458, `${e164} is not a ${purchase.type} number`);
    }
    if (stock && stock.addressRequirements !== "none" && !form.get("AddressSid")) {
      await note("refused", null);
      return stock.addressRequirements === "any"
        ? refusal(400, 21631, "Phone Number Requires an Address but the 'AddressSid' parameter was empty.")
        : refusal(400, 21615, "Phone Number Requires a Local Address");
    }
    if (stock?.type === "mobile" && !form.get("BundleSid")) {
      await note("refused", null);
      return refusal(
        400,
        21649,
        "To purchase or transfer this number you must provide a bundle compliant with the rules for the country and number type.",
      );
    }
    const price = priceMicros(stock?.country ?? "US", stock?.type ?? "local");
    const unpaid = await charge(query, account, price);
    if (unpaid) {
      await note("refused", null);
      return unpaid;
    }
    const [row] = await query<NumberRow>(
      `insert into numbers (sid, account_sid, e164, type, friendly_name, settings, date_created, date_updated)
       values ($1,$2,$3,$4,$5,$6,sim_now(),sim_now()) returning *`,
      [
        `PN${randomBytes(16).toString("hex")}`,
        account,
        e164,
        stock?.type ?? "local",
        form.get("FriendlyName") ?? e164,
        configured(form),
      ],
    );
    await note("purchase", row?.sid ?? null, price);
    return json(201, resource(row as NumberRow, settings));
  });
}

const MAGIC_FOR_SALE = "+15005550006";

/** The magic numbers of Twilio's test credentials, www.twilio.com/docs/iam/test-credentials. */
function magicOf(e164: string): SimulatedAnswer | null {
  if (e164 === "+15005550000") return refusal(400, 21422, `${e164} is not available`);
  if (e164 === "+15005550001") return refusal(400, 21421, `${e164} is invalid`);
  return null;
}

/** Sold to a rival, or released less than ten days ago: only the account's own console sells it back. */
async function isGone(query: Store["query"], e164: string, { account, settings }: Purchase) {
  const gone = await query(
    `select 1 from rivals where e164 = $1
     union all select 1 from numbers where e164 = $1 and ($3 or account_sid <> $2) and released_at > sim_now() - interval '10 days'`,
    [e164, account, settings.releasedRebuy === "21422"],
  );
  return gone.length > 0 || (await soldSinceShown(query, [e164], settings)).has(e164);
}
