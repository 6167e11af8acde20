import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

export const NUMBER_TYPES = ["local", "toll-free", "mobile"] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];

/** What Twilio may ask for before it sells a number: an address anywhere, near the number, or abroad. */
export const ADDRESS_REQUIREMENTS = ["none", "any", "local", "foreign"] as const;

/** Countries whose numbers this release sells; Twilio's own list may be longer. */
export const COUNTRIES = {
  US: "United States",
  CA: "Canada",
  GB: "United Kingdom",
  PR: "Puerto Rico",
} as const;
export type Country = keyof typeof COUNTRIES;
export const isCountry = (value: string): value is Country => Object.hasOwn(COUNTRIES, value);
/** Whether its numbers begin with +1 and an area code, by which Twilio searches. */
export const isNorthAmerican = (country: string) => ["US", "CA", "PR"].includes(country);
/** In a sentence: "in the United States", "in Canada". */
export const inCountry = (code: string) =>
  !isCountry(code) ? code : ["US", "GB"].includes(code) ? `the ${COUNTRIES[code]}` : COUNTRIES[code];

/** A number that Twilio offered in a search. Prices are never part of it: the server reads them again. */
const offerSchema = z.object({
  e164: z.string().regex(/^\+[1-9]\d{6,14}$/),
  country: z.string().regex(/^[A-Z]{2}$/),
  type: z.enum(NUMBER_TYPES),
  locality: z.string().nullable(),
  region: z.string().nullable(),
  addressRequirement: z.enum(ADDRESS_REQUIREMENTS),
  needsBundle: z.boolean(),
  voice: z.boolean(),
  sms: z.boolean(),
  mms: z.boolean(),
});
export type Offer = z.infer<typeof offerSchema>;

/** With the moment when Twilio had it for sale, in milliseconds; null where a page of the release before was open. */
const sealedSchema = offerSchema.extend({ seenAt: z.number().nullable().default(null) });
export type SeenOffer = z.infer<typeof sealedSchema>;

/** What goes along with a number from the cart to the order's line and back. */
export type NumberFacts = Omit<Offer, "voice" | "sms" | "mms"> & { priceMicros: number; currency: string };

export function numberFacts(row: NumberFacts): NumberFacts {
  const { e164, country, type, locality, region, addressRequirement, needsBundle, priceMicros, currency } =
    row;
  return { e164, country, type, locality, region, addressRequirement, needsBundle, priceMicros, currency };
}

export function capabilities(offer: { voice: boolean; sms: boolean; mms: boolean }): string {
  const words = [offer.voice && "Voice", offer.sms && "SMS", offer.mms && "MMS"].filter(Boolean);
  return words.join(", ") || "None";
}

const sealKey = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "", "offer-seal", 32));
const sign = (body: string, organizationId: string, secret: string) =>
  createHmac("sha256", sealKey(secret)).update(`${organizationId}.${body}`).digest();

/** An offer that can go through the browser and come back unchanged, for one organisation. */
export function sealOffer(offer: SeenOffer, organizationId: string, secret: string): string {
  const body = Buffer.from(JSON.stringify(offer)).toString("base64url");
  return `${body}.${sign(body, organizationId, secret).toString("base64url")}`;
}

/** Null for anything that Twilio did not offer to this organisation. */
export function openOffer(sealed: string, organizationId: string, secret: string): SeenOffer | null {
  const [body = "", mac = ""] = sealed.split(".");
  const given = Buffer.from(mac, "base64url");
  const right = sign(body, organizationId, secret);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return sealedSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
}
