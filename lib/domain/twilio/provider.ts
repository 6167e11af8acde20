import type { Offer } from "@/lib/domain/offers/offer";
import type { NumberSearch } from "@/lib/domain/offers/search";
import type { Failure } from "@/lib/domain/orders/line";
import type { Pause } from "@/lib/domain/orders/order";
import type { ReleaseRefusal } from "@/lib/domain/releases/release";

/** What decides at Twilio over the calls of a number; unset is "". */
type CallSettings = {
  voiceUrl: string;
  voiceMethod: string;
  voiceFallbackUrl: string;
  voiceFallbackMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
  /** A trunk or an application decides over its calls, whatever the addresses say. */
  trunkSid: string;
  voiceApplicationSid: string;
};

/** A number of the account, in our words. */
export type OwnedNumber = CallSettings & {
  sid: string;
  e164: string;
  /** Twilio's friendly name; on numbers bought here, the id of the order line. */
  tag: string;
  createdAt: Date | null;
  /** Differs from `createdAt` once the number was changed after it was bought. */
  updatedAt: Date | null;
  type: string;
  /** Kept as read: an emergency address must go before the number can be given back. */
  emergencyStatus: string;
  emergencyAddressSid: string;
  emergencyAddressStatus: string;
};

/** The addresses that we set on a number, each by POST. */
export type Webhooks = Pick<CallSettings, "voiceUrl" | "voiceFallbackUrl" | "statusCallback">;

/** Nothing happened and nothing was charged, for a reason that buying again at once won't change. */
type Refused = { kind: "refused"; reason: Failure };
/** The whole account can't buy: pause the order. */
type Blocked = { kind: "account-blocked"; reason: Pause };
/** Twilio did nothing and asks us to come back, or was never reached. */
type Busy = { kind: "rate-limited" } | { kind: "unreachable" };
/** It may or may not have happened: look before doing anything else. */
type Unknown = { kind: "unknown"; why: string };

/** A number as Twilio has it, and Twilio's own clock when it said so. */
type Seen<Kind extends string> = { kind: Kind; number: OwnedNumber; answeredAt: Date | null };

export type BuyOutcome =
  | Seen<"bought">
  /** The answer to another question: Twilio says that it sold another number than this one. */
  | { kind: "other-number"; number: OwnedNumber }
  | Refused
  | Blocked
  | Busy
  | Unknown;

/** A question to Twilio that got no answer; asking again is harmless. */
export type Trouble = Blocked | Busy | Unknown;

type SearchOutcome = { kind: "found"; offers: Offer[] } | { kind: "nothing" } | Trouble;
type FindOutcome = Seen<"found"> | { kind: "absent" } | Trouble;
type UpdateOutcome = { kind: "found"; number: OwnedNumber } | { kind: "absent" } | Trouble;
/** Some of the account's numbers, newest first, and where the next ones are. */
export type PageOutcome = { kind: "page"; numbers: OwnedNumber[]; next: string | null } | Trouble;
/** Monthly price in micros per country and type, as the account pays it. */
export type PricesOutcome =
  | { kind: "prices"; currency: string; micros: Partial<Record<Offer["type"], number>> }
  | Trouble;
export type ReleaseOutcome =
  | { kind: "released" }
  | { kind: "absent" }
  /** Nothing was given up, for a reason that doing it again won't change. */
  | { kind: "refused"; reason: ReleaseRefusal }
  | Trouble;
type BalanceOutcome = { kind: "balance"; amount: string; currency: string } | Trouble;

/** All that the console asks of Twilio, for one account. Never throws for anything Twilio or the network does. */
export type Provider = {
  search(search: NumberSearch): Promise<SearchOutcome>;
  /** Buys exactly this number; the tag and the webhooks are set in the same request. */
  buy(e164: string, tag: string, webhooks: Webhooks): Promise<BuyOutcome>;
  findOwned(e164: string): Promise<FindOutcome>;
  /** A thousand numbers at a time, from the beginning (null) or from where the page before said. */
  listPage(from: string | null): Promise<PageOutcome>;
  fetch(sid: string): Promise<UpdateOutcome>;
  /** Changes what is named; `webhooks` also take the calls back from a trunk or an application. */
  update(sid: string, change: { tag?: string; webhooks?: Webhooks }): Promise<UpdateOutcome>;
  /** Asks for it; Twilio takes about half a minute, and says so in `emergencyAddressStatus`. */
  removeEmergencyAddress(sid: string): Promise<UpdateOutcome>;
  release(sid: string): Promise<ReleaseOutcome>;
  prices(country: string): Promise<PricesOutcome>;
  balance(): Promise<BalanceOutcome>;
};
