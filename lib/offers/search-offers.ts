import { ownedAmong } from "@/db/queries/caller-ids";
import { inCart } from "@/db/queries/carts";
import type { Admin } from "@/lib/domain/actor/actor";
import { type Offer, sealOffer } from "@/lib/domain/offers/offer";
import type { NumberSearch } from "@/lib/domain/offers/search";
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
  | { kind: "found"; offers: ShownOffer[]; around: number }
  | { kind: "nothing" }
  | { kind: "asked-too-often" }
  | { kind: "trouble"; trouble: Trouble };

/** Asks Twilio, and says of each number whether this admin can still add it. */
export async function searchOffers(admin: Admin, search: NumberSearch): Promise<SearchResult> {
  const db = database();
  if (!(await takeSearchQuota(db, admin))) return { kind: "asked-too-often" };
  const { twilioAccountSid } = admin;
  const provider = await twilioFor(twilioAccountSid);
  const [found, prices] = await Promise.all([
    look(provider, search),
    readPrices(twilioAccountSid, [search.country]),
  ]);
  if (found.kind === "nothing") return { kind: "nothing" };
  if (found.kind !== "found") return { kind: "trouble", trouble: found };
  if (prices.kind !== "prices") return prices;

  const numbers = found.offers.map((offer) => offer.e164);
  const [carted, owned] = await Promise.all([inCart(db, admin, numbers), ownedAmong(db, admin, numbers)]);
  const offers = found.offers.map((offer) => ({
    ...offer,
    sealed: sealOffer(offer, admin.organizationId, env().authSecret),
    status:
      owned.get(offer.e164) === "twilio"
        ? ("owned" as const)
        : carted.has(offer.e164)
          ? ("in-cart" as const)
          : ("free" as const),
    price: prices.priceOf(offer),
  }));
  return { kind: "found", offers, around: found.around };
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
