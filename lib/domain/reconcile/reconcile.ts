import { createHash } from "node:crypto";
import { plainNumber, plural } from "@/lib/domain/format";
import type { Webhooks } from "@/lib/domain/twilio/provider";

/** Twilio's account beside our list: what is looked for, how it reads, and what can be done about it. */
export const RUN_STATES = ["running", "done", "failed"] as const;

export const VIEWS = ["review", "unlisted", "gone", "drifted", "older"] as const;
export type View = (typeof VIEWS)[number];

export const VIEW_NAMES: Record<View, string> = {
  review: "To decide",
  unlisted: "Not listed",
  gone: "Gone",
  drifted: "Changed",
  older: "Older call-back settings",
};

/** A page is asked for again so often before the reading is given up. */
export const MAX_PAGE_TRIES = 6;
/** A number listed so shortly before the reading began may not have been in Twilio's list yet. */
export const GRACE_MINUTES = 10;
/** An order whose turn came so long ago and was not taken, or that asked Twilio so long ago and was not answered, is not at work. */
export const RESTING_MINUTES = 15;
/** The hour, in UTC, from which on each account is read once a day. */
export const NIGHT_HOUR = 3;

/** Twilio's side of a number, as the page shows it. */
export type AtTwilio = {
  sid: string;
  e164: string;
  name: string;
  voiceUrl: string;
  voiceFallbackUrl: string;
  overridden: boolean;
  /** Null where the release before read the number: not known. */
  voiceMethod: string | null;
  voiceFallbackMethod: string | null;
  statusCallback: string | null;
  statusCallbackMethod: string | null;
};
/** Our side of it. */
export type Listed = {
  id: string;
  e164: string;
  sid: string;
  forwardTo: string | null;
  orderLineId: string | null;
};
/** What we set on numbers: today, and what earlier versions set. */
type OurSettings = { webhooks: Webhooks; older: Webhooks[] };
/** Whose numbers are compared, and what Twilio should have set. */
export type Scope = OurSettings & { organizationId: string };

const SETTING_DRIFTS = ["calls", "fallback", "status"] as const;
type SettingDrift = (typeof SETTING_DRIFTS)[number];
type Drift = "bought-again" | SettingDrift | "name";

/**
 * How Twilio's side differs from what we set there. Calls matter only where they are forwarded by us; exactly what an
 * earlier version set is no difference.
 */
export function driftsOf(number: AtTwilio, listed: Listed, ours: OurSettings): Drift[] {
  const drifts: Drift[] = [];
  if (number.sid !== listed.sid) drifts.push("bought-again");
  if (listed.forwardTo !== null && !isOlder(number, ours))
    drifts.push(...settingDrifts(number, ours.webhooks));
  if (listed.orderLineId !== null && number.name !== listed.orderLineId) drifts.push("name");
  return drifts;
}

/** Whether its settings are exactly those of an earlier version; db/queries/reconcile-findings asks the same in SQL. */
export const isOlder = (number: AtTwilio, { older }: OurSettings): boolean =>
  older.some((webhooks) => settingDrifts(number, webhooks).length === 0);

/** Every field that we set, compared; what was not read is not known to differ. */
function settingDrifts(number: AtTwilio, webhooks: Webhooks): SettingDrift[] {
  const isPost = (method: string | null) => method === null || method === "POST";
  const differs: Record<SettingDrift, boolean> = {
    calls: number.overridden || number.voiceUrl !== webhooks.voiceUrl || !isPost(number.voiceMethod),
    fallback: number.voiceFallbackUrl !== webhooks.voiceFallbackUrl || !isPost(number.voiceFallbackMethod),
    status:
      (number.statusCallback ?? webhooks.statusCallback) !== webhooks.statusCallback ||
      (webhooks.statusCallback !== "" && !isPost(number.statusCallbackMethod)),
  };
  return SETTING_DRIFTS.filter((drift) => differs[drift]);
}

/** Whether a repair has settings to write. */
export const touchesSettings = (drifts: Drift[]): boolean =>
  SETTING_DRIFTS.some((drift) => drifts.includes(drift));

export function driftSentence(drift: Drift, number: AtTwilio, { webhooks }: OurSettings): string {
  switch (drift) {
    case "bought-again":
      return "Released and bought again: Twilio bills it under a new id.";
    case "calls":
      if (number.overridden)
        return "A trunk or an application at Twilio takes its calls, so they are not forwarded.";
      if (!number.voiceUrl) return "Calls go nowhere, so they are not forwarded.";
      if (number.voiceMethod !== null && number.voiceMethod !== "POST")
        return `Twilio asks about its calls by ${number.voiceMethod} instead of POST, so they are not forwarded.`;
      return hostOf(number.voiceUrl) === hostOf(webhooks.voiceUrl)
        ? "The address that its calls go to was changed in part."
        : `Calls go to ${hostOf(number.voiceUrl)} instead of here, so they are not forwarded.`;
    case "fallback":
      return number.voiceFallbackUrl
        ? "Its fallback address is not this console’s: while this console does not answer, callers hear an error."
        : "It has no fallback address: while this console does not answer, callers hear an error.";
    case "status":
      return "Twilio does not report the end of its calls here.";
    case "name":
      return number.name ? `Renamed “${number.name}” at Twilio.` : "Its name at Twilio was removed.";
  }
}

/**
 * Where calls to a number go by Twilio's own settings, as they were read last, where that is not here; null where it is,
 * and where nothing is known. A number that goes nowhere there, and should, is no surprise.
 */
export function callsElsewhere(
  number: { forwardTo: string | null; voiceUrl: string | null; overridden: boolean | null },
  { voiceUrl: ours }: Webhooks,
): string | null {
  if (number.overridden) return "A trunk or an application at Twilio takes its calls";
  if (number.voiceUrl === null) return null;
  if (number.voiceUrl === "") return number.forwardTo ? "Nowhere, by its settings at Twilio" : null;
  const host = (url: string) => hostOf(url).split("/")[0];
  return host(number.voiceUrl) === host(ours) ? null : `Its own address at Twilio: ${host(number.voiceUrl)}`;
}

/** The host and path of a webhook, without what may be secret in its query. */
export function hostOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return host + (pathname === "/" ? "" : pathname);
}

/** Tells whether a row is still what somebody saw when they pressed the button. */
export function versionOf(...facts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 16);
}

const SHOWN = [
  "sid",
  "e164",
  "name",
  "voiceUrl",
  "voiceMethod",
  "voiceFallbackUrl",
  "voiceFallbackMethod",
  "statusCallback",
  "statusCallbackMethod",
  "overridden",
] as const satisfies (keyof AtTwilio)[];

/** Whether Twilio still has a number as somebody saw it; what was not known then does not differ. */
export const isUnchanged = (now: AtTwilio, drawn: AtTwilio): boolean =>
  SHOWN.every((field) => drawn[field] === null || now[field] === drawn[field]);

/** Why nothing was done with a row. */
const REFUSALS = {
  changed: "changed since the page was drawn, or somebody was quicker. Nothing was done with it",
  "being-changed": "is being changed by somebody right now. Nothing was done with it",
  "not-at-twilio": "is not in the Twilio account any more. Nothing was done with it",
  "still-at-twilio": "is in the Twilio account after all. Nothing was done with it",
  unanswered: "could not be checked, because Twilio did not answer. Nothing was done with it",
  "price-rose":
    "costs more now than was approved; give it up, and buy it with a new order. Nothing was done with it",
  "half-done": "was sent to Twilio, whose answer was lost. Read the account again: it may have been changed",
  loop: "was not listed: its calls would go round in circles by now. Choose another number for them",
  "not-set":
    "is listed now, but Twilio did not answer when its calls were to come here. It stands under “Changed” until it is repaired",
  fault: "could not be settled because of a fault of this console. Its log names it: tell whoever runs it",
} as const;
type Refusal = keyof typeof REFUSALS;
export type RowOutcome = { e164: string; outcome: "done" | Refusal };

/** So many numbers are named in one sentence. */
const NAMED = 3;

/** What was done and what was not, and why; `did` says what was done, such as "listed". */
export function outcomeWords(outcomes: RowOutcome[], did: string): string {
  const [one, ...others] = outcomes.filter(({ outcome }) => outcome === "done");
  const done = one && others.length === 0 ? plainNumber(one.e164) : plural(1 + others.length, "number");
  const sentences = one ? [`${done} ${did}.`] : [];
  for (const refusal of Object.keys(REFUSALS) as Refusal[]) {
    const refused = outcomes
      .filter(({ outcome }) => outcome === refusal)
      .map(({ e164 }) => plainNumber(e164));
    if (refused.length === 0) continue;
    const more = refused.length > NAMED ? ` and ${refused.length - NAMED} more` : "";
    sentences.push(`${refused.slice(0, NAMED).join(", ")}${more}: ${REFUSALS[refusal]}.`);
  }
  return sentences.join(" ");
}
