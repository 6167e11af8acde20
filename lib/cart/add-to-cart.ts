import { recordEvent } from "@/db/queries/audit";
import { ownedAmong } from "@/db/queries/caller-ids";
import { countCart, inCart, insertCartRows, lockCart } from "@/db/queries/carts";
import type { Admin } from "@/lib/domain/actor/actor";
import { MAX_CART_ROWS } from "@/lib/domain/cart/cart";
import { openOffer, type SeenOffer } from "@/lib/domain/offers/offer";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { readPrices } from "@/lib/offers/read-prices";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";

type AddToCartOutcome =
  | { kind: "added"; added: number; alreadyThere: number; owned: number }
  | { kind: "nothing-chosen" }
  /** Something came back that Twilio did not offer to this organisation. */
  | { kind: "not-offered" }
  | { kind: "full"; room: number }
  | { kind: "not-sold" }
  | { kind: "trouble"; trouble: Trouble };

/** Puts offered numbers into the admin's cart, at prices that the server reads. All of them, or none. */
export async function addToCart(admin: Admin, sealed: string[]): Promise<AddToCartOutcome> {
  if (sealed.length === 0) return { kind: "nothing-chosen" };
  const opened = sealed.map((one) => openOffer(one, admin.organizationId, env().authSecret));
  if (opened.includes(null)) return { kind: "not-offered" };
  const offers = [...new Map((opened as SeenOffer[]).map((offer) => [offer.e164, offer])).values()];

  const db = database();
  const prices = await readPrices(
    admin.twilioAccountSid,
    offers.map((offer) => offer.country),
  );
  if (prices.kind !== "prices") return prices;

  return db.transaction(async (tx) => {
    const cartId = await lockCart(tx, admin);
    const numbers = offers.map((offer) => offer.e164);
    const owned = await ownedAmong(tx, admin, numbers);
    const carted = await inCart(tx, admin, numbers);
    const wanted = offers.filter((offer) => owned.get(offer.e164) !== "twilio" && !carted.has(offer.e164));
    const rows = wanted.flatMap(({ seenAt, ...offer }) => {
      const price = prices.priceOf(offer);
      // The search was the check.
      const seen = seenAt && { availability: "available" as const, checkedAt: new Date(seenAt) };
      return price ? [{ ...offer, ...seen, priceMicros: price.micros, currency: price.currency }] : [];
    });
    if (rows.length < wanted.length) return { kind: "not-sold" };
    const room = MAX_CART_ROWS - (await countCart(tx, admin));
    if (rows.length > room) return { kind: "full", room };
    const added = await insertCartRows(tx, admin, cartId, rows);
    if (added > 0) await recordEvent(tx, admin, { kind: "cart.added", numbers: added });
    const ownedCount = offers.filter((offer) => owned.get(offer.e164) === "twilio").length;
    return { kind: "added", added, alreadyThere: offers.length - added - ownedCount, owned: ownedCount };
  });
}
