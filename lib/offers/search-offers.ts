import { ownedAmong } from "@/db/queries/caller-ids";
import { inCart } from "@/db/queries/carts";
import { findSearch, keepSearch } from "@/db/queries/searches";
import type { Admin } from "@/lib/domain/actor/actor";
import { FRESH_MINUTES } from "@/lib/domain/cart/cart";
import { type Offer, sealOffer } from "@/lib/domain/offers/offer";
import { type NumberSearch, searchQuery } from "@/lib/domain/offers/search";
import type { Provider, Trouble } from "@/lib/domain/twilio/provider";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { twilioFor } from "@/lib/twilio";
import { readPrices } from "./read-prices";
import { takeSearchQuota } from "./search-quota";

/** An offer as the results show it; `sealed` is what comes back when it is ticked. */
export type ShownOffer = Offer & {
  sealed: string;
  status: "free" | "in-cart" | "owned";
  price: { micros: number; currency: string } | null;
};
export type SearchResult =
  /** The last `around` of the offers are of other area codes nearby. */
  | { kind: "found"; offers: ShownOffer[]; around: number; searchedAt: Date }
  | { kind: "nothing" }
  | { kind: "asked-too-often" }
  | { kind: "trouble"; trouble: Trouble };

/**
 * What Twilio has for sale, and whether this admin can still add it. While an answer is fresh the same search shows it
 * again, for those who choose from it; `newerThan` asks for others than those of that moment.
 */
export async function searchOffers(
  admin: Admin,
  search: NumberSearch,
  { newerThan = null }: { newerThan?: number | null } = {},
): Promise<SearchResult> {
  const db = database();
  const { twilioAccountSid } = admin;
  const query = searchQuery(search);
  const shown = await findSearch(db, admin, { query, minutes: FRESH_MINUTES, newerThan });
  if (!shown && !(await takeSearchQuota(db, admin))) return { kind: "asked-too-often" };
  const provider = await twilioFor(twilioAccountSid);
  const [found, prices] = await Promise.all([
    shown ? { kind: "found" as const, ...shown } : look(provider, search),
    readPrices(twilioAccountSid, [search.country]),
  ]);
  if (found.kind === "nothing") return { kind: "nothing" };
  if (found.kind !== "found") return { kind: "trouble", trouble: found };
  if (prices.kind !== "prices") return prices;
  const searchedAt = shown?.searchedAt ?? (await keepSearch(db, admin, { query, ...found }));

  const numbers = found.offers.map((offer) => offer.e164);
  const [carted, owned] = await Promise.all([inCart(db, admin, numbers), ownedAmong(db, admin, numbers)]);
  const offers = found.offers.map((offer) => ({
    ...offer,
    sealed: sealOffer({ ...offer, seenAt: searchedAt.getTime() }, admin.organizationId, env().authSecret),
    status:
      owned.get(offer.e164) === "twilio"
        ? ("owned" as const)
        : carted.has(offer.e164)
          ? ("in-cart" as const)
          : ("free" as const),
    price: prices.priceOf(offer),
  }));
  return { kind: "found", offers, around: found.around, searchedAt };
}

/** Fewer than this of the area code itself, and we look around it too. */
const FEW = 10;

type Looked = { kind: "found"; offers: Offer[]; around: number } | { kind: "nothing" } | Trouble;

async function look(provider: Provider, search: NumberSearch): Promise<Looked> {
  const exact = await provider.search({ ...search, near: "" });
  if (exact.kind !== "found" && exact.kind !== "nothing") return exact;
  const here = exact.kind === "found" ? exact.offers : [];
  if (search.near && here.length < FEW) {
    const nearby = await provider.search({ ...search, areaCode: "" });
    if (nearby.kind !== "found" && here.length === 0) return nearby;
    const known = new Set(here.map((offer) => offer.e164));
    const more = nearby.kind === "found" ? nearby.offers.filter((offer) => !known.has(offer.e164)) : [];
    const isHere = (offer: Offer) => offer.e164.startsWith(`+1${search.areaCode}`);
    const around = more.filter((offer) => !isHere(offer));
    return { kind: "found", offers: [...here, ...more.filter(isHere), ...around], around: around.length };
  }
  return here.length > 0 ? { kind: "found", offers: here, around: 0 } : { kind: "nothing" };
}
