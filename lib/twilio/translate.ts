import type { NumberType, Offer } from "@/lib/domain/offers/offer";
import type { NumberSearch } from "@/lib/domain/offers/search";
import { typeOfNumber } from "@/lib/domain/offers/type-of-number";
import type { OwnedNumber, Webhooks } from "@/lib/domain/twilio/provider";
import type { OfficialClient as Client } from "./transport";

/** What Twilio says at most about one search; it does not page. */
const SAMPLE = 30;
/** How far "near" reaches; Twilio's own default is 25. */
const NEAR_MILES = 50;

/** Only what the form asks for; `pageSize` and `limit` both, or the client asks for 50 at a time. */
export function filtersOf(search: NumberSearch) {
  return defined({
    areaCode: search.areaCode ? Number(search.areaCode) : undefined,
    contains: search.contains || undefined,
    inLocality: search.city || undefined,
    inRegion: search.state || undefined,
    ...(search.near ? { nearNumber: search.near, distance: NEAR_MILES } : {}),
    pageSize: SAMPLE,
    limit: SAMPLE,
  });
}

type Found = Awaited<ReturnType<ReturnType<Client["availablePhoneNumbers"]>["local"]["list"]>>[number];

export function offerOf(found: Found, search: NumberSearch, needsBundle: boolean): Offer {
  // Recorded answers spell the capabilities "SMS" and "MMS", the description "sms" and "mms".
  const can = Object.fromEntries(
    Object.entries(found.capabilities ?? {}).map(([name, value]) => [name.toLowerCase(), value === true]),
  );
  return {
    e164: found.phoneNumber,
    country: found.isoCountry,
    type: search.type as NumberType,
    locality: found.locality || null,
    region: found.region || null,
    addressRequirement:
      (["any", "local", "foreign"] as const).find((one) => one === found.addressRequirements) ?? "none",
    needsBundle,
    voice: can.voice ?? false,
    sms: can.sms ?? false,
    mms: can.mms ?? false,
  };
}

export const settingsOf = ({ voiceUrl, voiceFallbackUrl, statusCallback }: Webhooks) => ({
  voiceUrl,
  voiceMethod: "POST",
  voiceFallbackUrl,
  voiceFallbackMethod: "POST",
  statusCallback,
  statusCallbackMethod: "POST",
});

type Incoming = Awaited<ReturnType<Client["incomingPhoneNumbers"]["list"]>>[number];

/** Unset addresses and sids come as "" or null; `type` is missing from Twilio's newer descriptions. */
export function ownedOf(number: Incoming): OwnedNumber {
  return {
    sid: number.sid,
    e164: number.phoneNumber,
    tag: number.friendlyName ?? "",
    createdAt: dateOf(number.dateCreated),
    updatedAt: dateOf(number.dateUpdated),
    type: number.type ? number.type.toLowerCase().replace(/[ _]/, "-") : typeOfNumber(number.phoneNumber),
    voiceUrl: number.voiceUrl ?? "",
    voiceMethod: number.voiceMethod ?? "",
    voiceFallbackUrl: number.voiceFallbackUrl ?? "",
    voiceFallbackMethod: number.voiceFallbackMethod ?? "",
    statusCallback: number.statusCallback ?? "",
    statusCallbackMethod: number.statusCallbackMethod ?? "",
    trunkSid: number.trunkSid ?? "",
    voiceApplicationSid: number.voiceApplicationSid ?? "",
    emergencyStatus: number.emergencyStatus ?? "",
    emergencyAddressSid: number.emergencyAddressSid ?? "",
    emergencyAddressStatus: number.emergencyAddressStatus ?? "",
  };
}

function dateOf(said: Date | string | null | undefined): Date | null {
  const date = said ? new Date(said) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

export function defined<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
