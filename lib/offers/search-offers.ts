import { database } from "@/db/client";
import { ownedAmong } from "@/db/queries/caller-ids";
import { inCart } from "@/db/queries/carts";
import { getOrganization } from "@/db/queries/organizations";
import type { Admin } from "@/lib/auth/admin";
import { env } from "@/lib/env";
import { twilioFor } from "@/lib/twilio";
import type { Trouble } from "@/lib/twilio/provider";
import { type Offer, sealOffer } from "./offer";
import { readPrices } from "./read-prices";
import type { NumberSearch } from "./search";

/** An offer as the results show it; `sealed` is what comes back when it is ticked. */
export type ShownOffer = Offer & {
  sealed: string;
  standing: "free" | "in-cart" | "owned";
  price: { micros: number; currency: string } | null;
};
export type SearchResult =
  | { kind: "found"; offers: ShownOffer[] }
  | { kind: "nothing" }
  | { kind: "trouble"; trouble: Trouble };

/** Asks Twilio, and says of each number whether this admin can still add it. */
export async function searchOffers(admin: Admin, search: NumberSearch): Promise<SearchResult> {
  const db = database();
  const { twilioAccountSid } = await getOrganization(db, admin.organizationId);
  const provider = await twilioFor(twilioAccountSid);
  const [found, prices] = await Promise.all([
    provider.search(search),
    readPrices(twilioAccountSid, [search.country]),
  ]);
  if (found.kind === "nothing") return { kind: "nothing" };
  if (found.kind !== "found") return { kind: "trouble", trouble: found };
  if (prices.kind !== "prices") return prices;

  const numbers = found.offers.map((offer) => offer.e164);
  const [carted, owned] = await Promise.all([
    inCart(db, admin, numbers),
    ownedAmong(db, admin.organizationId, numbers),
  ]);
  const offers = found.offers.map((offer) => ({
    ...offer,
    sealed: sealOffer(offer, admin.organizationId, env().authSecret),
    standing:
      owned.get(offer.e164) === "twilio"
        ? ("owned" as const)
        : carted.has(offer.e164)
          ? ("in-cart" as const)
          : ("free" as const),
    price: prices.priceOf(offer),
  }));
  return { kind: "found", offers };
}
