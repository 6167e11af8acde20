import type { NumberType, Offer } from "@/lib/offers/offer";
import type { NumberSearch } from "@/lib/offers/search";
import { classify } from "./errors";
import type { OwnedNumber, Provider, Trouble } from "./provider";
import type { OfficialClient as Client } from "./transport";

/** What Twilio says at most about one search; it does not page. */
const SAMPLE = 30;
/** How far "near" reaches; Twilio's own default is 25. */
const NEAR_MILES = 50;

/** The provider over the official client. `timeout` bounds every call as a whole, in milliseconds. */
export function liveProvider(client: Client, timeout: number): Provider {
  const call = <T>(work: () => Promise<T>) => within(timeout, work);
  const regulations = remembered((key: string) => {
    const [isoCountry, numberType] = key.split("/") as [string, string];
    return call(() =>
      client.numbers.v2.regulatoryCompliance.regulations.list({ isoCountry, numberType, limit: 1 }),
    );
  });

  return {
    async search(search) {
      const numbers = client.availablePhoneNumbers(search.country);
      // The three resources differ in name only.
      const resource = { local: numbers.local, "toll-free": numbers.tollFree, mobile: numbers.mobile }[
        search.type
      ] as typeof numbers.local;
      try {
        const [found, rules] = await Promise.all([
          call(() => resource.list(filtersOf(search))),
          regulations(`${search.country}/${search.type}`).catch(() => []),
        ]);
        const offers = found.map((one) => offerOf(one, search, rules.length > 0));
        return offers.length > 0 ? { kind: "found", offers } : { kind: "nothing" };
      } catch (error) {
        // Twilio answers 404 for a type that it does not sell in a country.
        return isGone(error) ? { kind: "nothing" } : trouble(error);
      }
    },

    async buy(e164, tag, webhooks) {
      try {
        const { body, headers } = await call(() =>
          client.incomingPhoneNumbers.createWithHttpInfo({
            phoneNumber: e164,
            friendlyName: tag,
            voiceUrl: webhooks.voiceUrl,
            voiceMethod: "POST",
            voiceFallbackUrl: webhooks.voiceFallbackUrl,
            voiceFallbackMethod: "POST",
          }),
        );
        if (!/^PN[0-9a-f]{32}$/i.test(body.sid ?? "") || body.phoneNumber !== e164)
          return { kind: "unknown", why: "an answer without the number" };
        const date = new Date(String((headers as Record<string, unknown>)?.date ?? ""));
        return {
          kind: "bought",
          number: ownedOf(body),
          answeredAt: Number.isNaN(date.getTime()) ? null : date,
        };
      } catch (error) {
        return classify(error);
      }
    },

    async findOwned(e164) {
      try {
        const found = await call(() => client.incomingPhoneNumbers.list({ phoneNumber: e164, limit: 20 }));
        const exact = found.find((number) => number.phoneNumber === e164);
        return exact ? { kind: "found", number: ownedOf(exact) } : { kind: "absent" };
      } catch (error) {
        return trouble(error);
      }
    },

    async listOwned() {
      try {
        // The client follows the pages; each of them gets the whole timeout.
        const numbers = await client.incomingPhoneNumbers.list({ pageSize: 1000 });
        return { kind: "listed", numbers: numbers.map(ownedOf) };
      } catch (error) {
        return trouble(error);
      }
    },

    async release(sid) {
      try {
        await call(() => client.incomingPhoneNumbers(sid).remove());
        return { kind: "released" };
      } catch (error) {
        return isGone(error) ? { kind: "absent" } : trouble(error);
      }
    },

    async prices(country) {
      try {
        const answer = await call(() => client.pricing.v1.phoneNumbers.countries(country).fetch());
        const list = (answer.phoneNumberPrices ?? []) as unknown as Record<string, string>[];
        const of = (type: string) => {
          const price = list.find((one) => (one.number_type ?? one.numberType) === type);
          const current = Number(price?.current_price ?? price?.currentPrice);
          return Number.isFinite(current) ? Math.round(current * 1e6) : undefined;
        };
        return {
          kind: "prices",
          currency: answer.priceUnit.toUpperCase(),
          micros: defined({ local: of("local"), "toll-free": of("toll free"), mobile: of("mobile") }),
        };
      } catch (error) {
        return trouble(error);
      }
    },

    async balance() {
      try {
        const { balance, currency } = await call(() => client.balance.fetch());
        return { kind: "balance", amount: balance, currency };
      } catch (error) {
        return trouble(error);
      }
    },
  };
}

/** Only what the form asks for; `pageSize` and `limit` both, or the client asks for 50 at a time. */
function filtersOf(search: NumberSearch) {
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

function offerOf(found: Found, search: NumberSearch, needsBundle: boolean): Offer {
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

function ownedOf(number: {
  sid: string;
  phoneNumber: string;
  friendlyName: string;
  dateCreated: Date;
}): OwnedNumber {
  const createdAt = number.dateCreated ? new Date(number.dateCreated) : null;
  return {
    sid: number.sid,
    e164: number.phoneNumber,
    tag: number.friendlyName ?? "",
    createdAt: createdAt && !Number.isNaN(createdAt.getTime()) ? createdAt : null,
  };
}

const isGone = (error: unknown) => (error as { status?: unknown })?.status === 404;

/** A question has no final refusal: an unexpected 4xx is an answer we can't use. */
function trouble(error: unknown): Trouble {
  const outcome = classify(error);
  return outcome.kind === "refused" ? { kind: "unknown", why: `refused as ${outcome.reason}` } : outcome;
}

/** The client's own timeout watches the socket; this one watches the clock. */
async function within<T>(timeout: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(Object.assign(new Error("timed out"), { code: "ECONNABORTED" })), timeout);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const HOUR = 60 * 60 * 1000;

/** Slow-changing reference data, asked for once an hour; a failure is not remembered. */
function remembered<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, { until: number; answer: Promise<T> }>();
  return (key) => {
    const entry = known.get(key);
    if (entry && entry.until > Date.now()) return entry.answer;
    const answer = ask(key);
    known.set(key, { until: Date.now() + HOUR, answer });
    answer.catch(() => known.delete(key));
    return answer;
  };
}

function defined<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
