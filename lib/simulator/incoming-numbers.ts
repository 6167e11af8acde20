import type { SimulatedAnswer } from "@/lib/domain/twilio/simulator";
import { json, notFound, refusal, wireDate } from "./answers";
import { type EmergencyFacts, emergencyStatusOf } from "./emergency-address";
import { type Settings, simulatedNow } from "./settings";
import type { Store } from "./store";

export type NumberRow = {
  sid: string;
  account_sid: string;
  e164: string;
  type: string;
  friendly_name: string;
  date_created: Date;
  date_updated: Date;
} & EmergencyFacts;

/** What can be set on a number. */
export const SETTINGS = [
  "VoiceUrl",
  "VoiceMethod",
  "VoiceFallbackUrl",
  "VoiceFallbackMethod",
  "StatusCallback",
  "StatusCallbackMethod",
  "SmsUrl",
  "AddressSid",
  "BundleSid",
  "TrunkSid",
  "VoiceApplicationSid",
  "EmergencyAddressSid",
  // Not one of the number's own: the service has it in its pool.
  "MessagingServiceSid",
] as const;

/** What Twilio refuses of a form, before anything else. */
export function checked(form: URLSearchParams): SimulatedAnswer | null {
  const e164 = form.get("PhoneNumber");
  if (!e164 && !form.get("AreaCode")) return refusal(400, 21421, "PhoneNumber or AreaCode is required");
  if (e164 && !/^\+[1-9]\d{6,14}$/.test(e164)) return refusal(400, 21421, `${e164} is invalid`);
  if ((form.get("FriendlyName") ?? "").length > 64)
    return refusal(400, 20002, "FriendlyName is longer than 64 characters");
  for (const name of ["VoiceUrl", "VoiceFallbackUrl", "StatusCallback", "SmsUrl"]) {
    const url = form.get(name);
    if (url && !(URL.canParse(url) && /^https?:/.test(url)))
      return refusal(400, 21402, `${name} ${url} is not a valid URL`);
  }
  for (const name of ["VoiceMethod", "VoiceFallbackMethod", "StatusCallbackMethod"]) {
    const method = form.get(name);
    if (method && method !== "GET" && method !== "POST")
      return refusal(400, 21403, `${name} ${method} is not valid`);
  }
  return null;
}

/** POST IncomingPhoneNumbers/{sid}.json */
export async function updateNumber(
  store: Store,
  account: string,
  sid: string,
  form: URLSearchParams,
  { path, settings }: { path: string; settings: Settings },
) {
  const wrong = checked(new URLSearchParams([...form, ["PhoneNumber", "+15005550006"]]));
  if (wrong) return wrong;
  return store.transaction(async (query) => {
    const row = await heldNumber(query, account, sid);
    return row ? json(200, resource(await updated(query, row, form), settings)) : notFound(path);
  });
}

/** GET IncomingPhoneNumbers/{sid}.json */
export async function fetchNumber(
  store: Store,
  account: string,
  sid: string,
  { path, settings }: { path: string; settings: Settings },
): Promise<SimulatedAnswer> {
  const row = await heldNumber(store.query, account, sid);
  return row ? json(200, resource(row, settings)) : notFound(path);
}

const MAX_PAGE_SIZE = 1000;

type Listing = {
  query: URLSearchParams;
  path: string;
  /** Only this type, or any. */
  type: string | null;
  /** What was created within so many milliseconds is not shown yet. */
  stale: number;
  settings: Settings;
};

/** GET IncomingPhoneNumbers.json: newest first; pages by token, so new purchases neither repeat nor hide rows. */
export async function listNumbers(store: Store, account: string, listing: Listing): Promise<SimulatedAnswer> {
  const { query, path, type, stale, settings } = listing;
  const asked = Number(query.get("PageSize") ?? 50);
  if (!(asked >= 1 && asked <= MAX_PAGE_SIZE))
    return refusal(400, 20007, `Page size must be between 1 and ${MAX_PAGE_SIZE}`);
  const size = Math.floor(asked);
  const phone = query.get("PhoneNumber");
  const token = query.get("PageToken");
  if (token === null && Number(query.get("Page") ?? 0) > 0)
    return refusal(400, 70002, "Page can only be used with a PageToken");
  const after = token?.replace(/^PA/, "") ?? null;
  if (after !== null && (!token?.startsWith("PA") || !(await wasHeld(store.query, account, after))))
    return refusal(400, 21481, `PageToken ${token} is invalid`);
  const rows = await store.query<NumberRow>(
    `select * from numbers where account_sid = $1 and released_at is null
       and ($2::text is null or e164 like $2) and ($3::text is null or friendly_name = $3)
       and ($4::text is null or (date_created, sid) < (select date_created, sid from numbers where sid = $4))
     and ($6::text is null or type = $6) and date_created <= sim_now() - $7 * interval '1 millisecond'
     order by date_created desc, sid desc limit $5`,
    [
      account,
      phone === null ? null : `%${phone.replaceAll("*", "_")}%`,
      query.get("FriendlyName"),
      after,
      size + 1,
      type,
      stale,
    ],
  );
  const shown = rows.slice(0, size);
  const page = Number(query.get("Page") ?? 0);
  const next = new URLSearchParams(query);
  next.set("PageSize", String(size));
  next.set("Page", String(page + 1));
  next.set("PageToken", `PA${shown.at(-1)?.sid}`);
  return json(200, {
    incoming_phone_numbers: shown.map((row) => resource(row, settings)),
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(shown.length - 1, 0),
    uri: `${path}?${query}`,
    first_page_uri: `${path}?PageSize=${size}&Page=0`,
    next_page_uri: rows.length > size ? `${path}?${next}` : null,
    previous_page_uri: null,
  });
}

/** A page goes on from a number that the account has, or had. */
async function wasHeld(query: Store["query"], account: string, sid: string): Promise<boolean> {
  return (
    (await query("select 1 from numbers where sid = $1 and account_sid = $2", [sid, account])).length > 0
  );
}

export async function heldNumber(query: Store["query"], account: string, sid: string) {
  const [row] = await query<NumberRow>(
    "select * from numbers where sid = $1 and account_sid = $2 and released_at is null",
    [sid, account],
  );
  return row;
}

export async function updated(
  query: Store["query"],
  row: NumberRow,
  form: URLSearchParams,
): Promise<NumberRow> {
  const leavesAddress = form.get("EmergencyAddressSid") === "" && row.settings.EmergencyAddressSid;
  const [after] = await query<NumberRow>(
    `update numbers set friendly_name = $2, settings = settings || $3, date_updated = sim_now(),
       unregistering_since = case when $4 then sim_now() else unregistering_since end where sid = $1 returning *`,
    [row.sid, form.get("FriendlyName") ?? row.friendly_name, configured(form), Boolean(leavesAddress)],
  );
  return after as NumberRow;
}

export const configured = (form: URLSearchParams) =>
  Object.fromEntries(SETTINGS.filter((name) => form.has(name)).map((name) => [name, form.get(name)]));

/** `typeField`: descriptions differ on whether Twilio says a number's type. */
export function resource(row: NumberRow, { typeField, clock }: Pick<Settings, "typeField" | "clock">) {
  const setting = (name: (typeof SETTINGS)[number]) => row.settings[name] ?? "";
  return {
    sid: row.sid,
    account_sid: row.account_sid,
    phone_number: row.e164,
    friendly_name: row.friendly_name,
    api_version: "2010-04-01",
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    address_requirements: "none",
    address_sid: setting("AddressSid") || null,
    bundle_sid: setting("BundleSid") || null,
    identity_sid: null,
    origin: "twilio",
    status: "in-use",
    ...(typeField ? { type: row.type } : {}),
    trunk_sid: setting("TrunkSid") || null,
    voice_application_sid: setting("VoiceApplicationSid"),
    voice_caller_id_lookup: false,
    voice_receive_mode: "voice",
    voice_url: setting("VoiceUrl"),
    voice_method: setting("VoiceMethod") || "POST",
    voice_fallback_url: setting("VoiceFallbackUrl"),
    voice_fallback_method: setting("VoiceFallbackMethod") || "POST",
    status_callback: setting("StatusCallback"),
    status_callback_method: setting("StatusCallbackMethod") || "POST",
    sms_application_sid: "",
    sms_url: setting("SmsUrl"),
    sms_method: "POST",
    sms_fallback_url: "",
    sms_fallback_method: "POST",
    emergency_status: "Inactive",
    emergency_address_sid: setting("EmergencyAddressSid") || null,
    emergency_address_status: emergencyStatusOf(row, simulatedNow({ clock })),
    date_created: wireDate(row.date_created),
    date_updated: wireDate(row.date_updated),
    uri: `/2010-04-01/Accounts/${row.account_sid}/IncomingPhoneNumbers/${row.sid}.json`,
  };
}
