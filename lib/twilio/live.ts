import { LRUCache } from "lru-cache";
import type { Provider, Trouble } from "@/lib/domain/twilio/provider";
import { dateIn } from "./clock";
import { classify, whyNotReleased } from "./errors";
import { defined, filtersOf, offerOf, ownedOf, settingsOf } from "./translate";
import type { OfficialClient as Client } from "./transport";

/** The provider over the official client. `timeout` bounds every call as a whole, in milliseconds. */
export function liveProvider(client: Client, timeout: number): Provider {
  const call: Call = (work) => within(timeout, work);
  return {
    ...offersOf(client, call),
    ...lookUpsOf(client, call),
    ...changesOf(client, call),
    ...balanceOf(client, call),
  };
}

/** Asks Twilio, no longer than it may take. */
type Call = <T>(work: () => Promise<T>) => Promise<T>;

/** What is for sale. */
function offersOf(client: Client, call: Call): Pick<Provider, "search" | "prices"> {
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
  };
}

/** What the account has. */
function lookUpsOf(client: Client, call: Call): Pick<Provider, "findOwned" | "listPage" | "fetch"> {
  return {
    async findOwned(e164) {
      try {
        const { body, headers } = await call(() =>
          // Not the list with its headers: when it fails, it also throws where nobody can catch it (twilio 6.2.0).
          client.incomingPhoneNumbers.pageWithHttpInfo({ phoneNumber: e164, pageSize: 20 }),
        );
        const exact = body.instances.find((number) => number.phoneNumber === e164);
        return exact
          ? { kind: "found", number: ownedOf(exact), answeredAt: dateIn(headers) }
          : { kind: "absent" };
      } catch (error) {
        return trouble(error);
      }
    },

    async listPage(from) {
      try {
        const page = await call(() =>
          from
            ? client.incomingPhoneNumbers.getPage(from)
            : client.incomingPhoneNumbers.page({ pageSize: 1000 }),
        );
        return { kind: "page", numbers: page.instances.map(ownedOf), next: page.nextPageUrl ?? null };
      } catch (error) {
        return trouble(error);
      }
    },

    async fetch(sid) {
      try {
        return { kind: "found", number: ownedOf(await call(() => client.incomingPhoneNumbers(sid).fetch())) };
      } catch (error) {
        return isGone(error) ? { kind: "absent" } : trouble(error);
      }
    },
  };
}

/** What costs money or changes a number. */
function changesOf(
  client: Client,
  call: Call,
): Pick<Provider, "buy" | "update" | "removeEmergencyAddress" | "release"> {
  return {
    async buy(e164, tag, webhooks) {
      try {
        const { body, headers } = await call(() =>
          client.incomingPhoneNumbers.createWithHttpInfo({
            phoneNumber: e164,
            friendlyName: tag,
            ...settingsOf(webhooks),
          }),
        );
        if (!/^PN[0-9a-f]{32}$/i.test(body.sid ?? "") || !body.phoneNumber)
          return { kind: "unknown", why: "an answer without the number" };
        const number = ownedOf(body);
        if (number.e164 !== e164) return { kind: "other-number", number };
        return { kind: "bought", number, answeredAt: dateIn(headers) };
      } catch (error) {
        return classify(error);
      }
    },

    async update(sid, { tag, webhooks }) {
      const change = defined({
        friendlyName: tag,
        // An empty sid takes the number out of the trunk or application that overrides its webhooks.
        ...(webhooks ? { ...settingsOf(webhooks), voiceApplicationSid: "", trunkSid: "" } : {}),
      });
      try {
        const number = await call(() => client.incomingPhoneNumbers(sid).update(change));
        return { kind: "found", number: ownedOf(number) };
      } catch (error) {
        return isGone(error) ? { kind: "absent" } : trouble(error);
      }
    },

    async removeEmergencyAddress(sid) {
      try {
        // Alone: Twilio refuses it in one request with others.
        const number = await call(() => client.incomingPhoneNumbers(sid).update({ emergencyAddressSid: "" }));
        return { kind: "found", number: ownedOf(number) };
      } catch (error) {
        return isGone(error) ? { kind: "absent" } : trouble(error);
      }
    },

    async release(sid) {
      try {
        await call(() => client.incomingPhoneNumbers(sid).remove());
        return { kind: "released" };
      } catch (error) {
        return isGone(error) ? { kind: "absent" } : whyNotReleased(error);
      }
    },
  };
}

function balanceOf(client: Client, call: Call): Pick<Provider, "balance"> {
  return {
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

const HOUR_MS = 60 * 60 * 1000;
const MAX_REMEMBERED = 200;

/** Slow-changing reference data, asked for once an hour; a failure is not remembered. */
function remembered<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new LRUCache<string, Promise<T>>({ max: MAX_REMEMBERED, ttl: HOUR_MS });
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    const answer = ask(key);
    known.set(key, answer);
    answer.catch(() => known.delete(key));
    return answer;
  };
}
