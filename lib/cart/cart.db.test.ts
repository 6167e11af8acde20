import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import {
  countCart,
  endChecking,
  insertCartRows,
  isChecking,
  listCart,
  lockCart,
  renewChecking,
  takeChecking,
} from "@/db/queries/carts";
import { removedCartItems } from "@/db/schema";
import { ANYTHING } from "@/lib/domain/offers/search";
import { searchOffers } from "@/lib/offers/search-offers";
import { placeOrder } from "@/lib/orders/place-order";
import { databaseTest } from "@/tests/support/database-test";
import { newOrganization, newOwnCallerId } from "@/tests/support/factories";
import { approvedOrder, fillCart, orderState, placedOrder, pump } from "@/tests/support/orders";
import { first, only } from "@/tests/support/rows";
import { simulatedTwilio } from "@/tests/support/simulated-twilio";
import { addToCart } from "./add-to-cart";
import { beginCheck, checkAvailability } from "./check-availability";
import { clearCart } from "./clear-cart";
import { putBackFailed } from "./put-back";
import { readCart } from "./read-cart";
import { removeExcess, removeFromCart } from "./remove-from-cart";
import { undoRemoval } from "./undo-removal";

const it = databaseTest();
const search = { ...ANYTHING, areaCode: "206" };
const forwarding = { forwardTo: "628 555 0100", userIds: [], ringForever: false };

async function someOffers(admin: Parameters<typeof searchOffers>[0], count: number) {
  const found = await searchOffers(admin, search);
  if (found.kind !== "found") throw new Error(found.kind);
  return found.offers.slice(0, count);
}

describe("adding to the cart", () => {
  it("keeps one row per number, at the price that Twilio names", async ({ db, admin }) => {
    const sealed = (await someOffers(admin, 2)).map((offer) => offer.sealed);
    expect(await addToCart(admin, [...sealed, ...sealed])).toMatchObject({ kind: "added", added: 2 });
    expect(await addToCart(admin, sealed)).toEqual({ kind: "added", added: 0, alreadyThere: 2, owned: 0 });
    expect((await listCart(db, admin)).map((row) => row.priceMicros)).toEqual([1_150_000, 1_150_000]);
  });

  it("refuses what Twilio never offered to this organisation", async ({ db, admin, stranger }) => {
    const offer = only(await someOffers(stranger, 1));
    const forged = `${Buffer.from(JSON.stringify({ ...offer, e164: "+15125550000" })).toString("base64url")}.${offer.sealed.split(".")[1]}`;
    for (const sealed of [offer.sealed, forged, "+15122310000", ""])
      expect(await addToCart(admin, [sealed])).toEqual({ kind: "not-offered" });
    expect(await addToCart(admin, [])).toEqual({ kind: "nothing-chosen" });
    expect(await countCart(db, admin)).toBe(0);
  });

  it("refuses the 501st row, also when two windows add at once", async ({ db, admin }) => {
    await db.transaction(async (tx) => {
      const cartId = await lockCart(tx, admin);
      const rows = Array.from({ length: 498 }, (_, index) => ({
        e164: `+1737231${String(index).padStart(4, "0")}`,
        country: "US",
        type: "local" as const,
        priceMicros: 1_150_000,
        currency: "USD",
      }));
      await insertCartRows(tx, admin, cartId, rows);
    });
    const offers = (await someOffers(admin, 4)).map((offer) => offer.sealed);
    const outcomes = await Promise.all([
      addToCart(admin, offers.slice(0, 2)),
      addToCart(admin, offers.slice(2)),
    ]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(["added", "full"]);
    expect(await countCart(db, admin)).toBe(500);
  });
});

describe("the cart", () => {
  it("belongs to one admin; two may hold the same number", async ({ db, admin, colleague }) => {
    const sealed = (await someOffers(admin, 1)).map((offer) => offer.sealed);
    expect((await addToCart(admin, sealed)).kind).toBe("added");
    expect((await addToCart(colleague, sealed)).kind).toBe("added");
    await clearCart(colleague);
    expect(await countCart(db, admin)).toBe(1);
  });

  it("cancels the order that waits for its code when one of its numbers is removed", async ({
    db,
    admin,
  }) => {
    const removed = first(await fillCart(admin, 2));
    const { orderId } = await placedOrder(db, admin);
    expect(await removeFromCart(admin, [removed])).toEqual({ kind: "removed", cancelledOrder: true });
    expect((await orderState(db, orderId)).state).toBe("cancelled");
    expect(await removeFromCart(admin, [removed])).toEqual({ kind: "not-there" });
  });

  it("puts back what was removed last, once, until it is changed or an hour has passed", async ({
    db,
    admin,
  }) => {
    const numbers = await fillCart(admin, 4);
    const before = await listCart(db, admin);
    await removeFromCart(admin, numbers.slice(0, 1));
    await removeFromCart(admin, numbers.slice(1, 3));
    expect((await readCart(admin)).removed.sort()).toEqual(numbers.slice(1, 3).sort());
    expect(await undoRemoval(admin)).toBe(2);
    expect(await undoRemoval(admin)).toBe(0);
    // As they were, with their age and place.
    const kept = before.filter(({ e164 }) => e164 !== numbers[0]);
    expect(await listCart(db, admin)).toEqual(kept);

    await clearCart(admin);
    await fillCart(admin, 1, { areaCode: "737" });
    expect(await undoRemoval(admin)).toBe(0);

    await clearCart(admin);
    await db.update(removedCartItems).set({ removedAt: sql`now() - interval '61 minutes'` });
    expect((await readCart(admin)).removed).toEqual([]);
    expect(await undoRemoval(admin)).toBe(0);
  });

  it("has its rows in the same places after an Undo, though they were added at once", async ({
    db,
    admin,
  }) => {
    await db.transaction(async (tx) => {
      const cartId = await lockCart(tx, admin);
      const row = { country: "US", type: "local" as const, priceMicros: 1_150_000, currency: "USD" };
      for (const digit of [3, 1, 2]) {
        await insertCartRows(tx, admin, cartId, [{ ...row, e164: `+1737231000${digit}` }]);
        await tx.execute(
          sql`update cart_items set added_at = date_trunc('second', now()) + ${4 - digit} * interval '7 microseconds' where e164 = ${`+1737231000${digit}`}`,
        );
      }
    });
    const before = await listCart(db, admin);
    await removeFromCart(admin, [before[1]?.e164 ?? ""]);
    await undoRemoval(admin);
    expect((await listCart(db, admin)).map(({ e164 }) => e164)).toEqual(before.map(({ e164 }) => e164));
  });

  it("is checked by one at a time: whoever lost its lease ends nothing", async ({ admin, db }) => {
    await fillCart(admin, 1);
    const first = await takeChecking(db, admin, 1);
    await expect.poll(() => takeChecking(db, admin, 60_000), { timeout: 10_000 }).not.toBeNull();
    expect(await renewChecking(db, admin, first ?? "", 60_000)).toBeNull();
    await endChecking(db, admin, first ?? "");
    expect(await isChecking(db, admin)).toBe(true);
    expect(await beginCheck(admin)).toBeNull();
  });

  it("loses as many of its newest as are too many, once however often it is asked", async ({ db }) => {
    const { admin } = await newOrganization(db, { maximum: 3 });
    const numbers = await fillCart(admin, 2);
    await fillCart(admin, 3, { areaCode: "737" });
    await Promise.all([removeExcess(admin), removeExcess(admin)]);
    const left = (await listCart(db, admin)).map(({ e164 }) => e164);
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining(numbers));
    expect(await removeExcess(admin)).toEqual({ kind: "not-there" });
  });

  it("says what the maximum leaves, and a purchase over it is refused", async ({ db }) => {
    const { admin } = await newOrganization(db, { maximum: 3 });
    await fillCart(admin, 2);
    expect((await readCart(admin)).quota).toEqual({
      maximum: 3,
      taken: 0,
      purchasing: 2,
      remaining: 1,
      exceededBy: 0,
    });
    await fillCart(admin, 2, { areaCode: "737" });
    expect((await readCart(admin)).quota).toEqual({
      maximum: 3,
      taken: 0,
      purchasing: 4,
      remaining: 0,
      exceededBy: 1,
    });
    expect(await placeOrder(admin, forwarding)).toMatchObject({ kind: "over-maximum" });
  });

  it("marks what Twilio no longer shows, and removes nothing", async ({ admin }) => {
    const gone = first(await fillCart(admin, 2));
    await simulatedTwilio().sellToRival(gone);
    expect(await checkAvailability(admin, { olderThanMinutes: 0 })).toEqual({ kind: "checked", rows: 2 });
    const rows = (await readCart(admin)).rows;
    expect(rows.map((row) => row.availability)).toEqual(["may-be-gone", "available"]);
    expect(await checkAvailability(admin, { olderThanMinutes: 10 })).toEqual({ kind: "checked", rows: 0 });
  });
});

describe("placing an order", () => {
  it("refuses an empty cart, loops, and users from elsewhere, and changes nothing", async ({
    db,
    organization: { admin, organizationId },
  }) => {
    const elsewhere = await newOrganization(db);
    expect(await placeOrder(admin, forwarding)).toEqual({ kind: "empty-cart" });
    const ordered = only(await fillCart(admin, 1));
    await newOwnCallerId(db, organizationId, "+13125550176");
    expect(await placeOrder(admin, { ...forwarding, forwardTo: "(312) 555-0176" })).toMatchObject({
      problem: "own-number",
    });
    expect(await placeOrder(admin, { ...forwarding, forwardTo: ordered })).toMatchObject({
      problem: "in-this-order",
    });
    expect(await placeOrder(admin, { ...forwarding, userIds: [first(elsewhere.staff).id] })).toEqual({
      kind: "unknown-users",
    });
    expect(await countCart(db, admin)).toBe(1);
  });

  it("cancels the admin's earlier order, and leaves the cart as it is", async ({ db, admin }) => {
    await fillCart(admin, 2);
    const earlier = await placedOrder(db, admin);
    // The same once more is the one that waits, however often and at once.
    const again = () => placeOrder(admin, { ...forwarding, forwardTo: "+16285550100" });
    const same = await Promise.all([again(), again(), again()]);
    const others = await Promise.all([placeOrder(admin, forwarding), placeOrder(admin, forwarding)]);
    for (const outcomes of [same, others])
      expect(new Set(outcomes.map((outcome) => outcome.kind === "placed" && outcome.orderId)).size).toBe(1);
    const later = await placeOrder(admin, { ...forwarding, forwardTo: "628 555 0101" });
    if (later.kind !== "placed") throw new Error(later.kind);
    expect((await orderState(db, earlier.orderId)).state).toBe("cancelled");
    expect((await orderState(db, later.orderId)).state).toBe("awaiting_code");
    expect(await countCart(db, admin)).toBe(2);
  });

  it("lets failed numbers go back into the cart, of one's own organisation only", async ({
    db,
    admin,
    stranger,
  }) => {
    const { orderId, numbers } = await approvedOrder(db, admin, 2);
    await simulatedTwilio().sellToRival(first(numbers));
    await pump(db);
    expect(await putBackFailed(stranger, orderId)).toEqual({ kind: "not-found" });
    expect(await putBackFailed(admin, orderId)).toEqual({ kind: "put-back", added: 1 });
    expect(await putBackFailed(admin, orderId)).toEqual({ kind: "put-back", added: 0 });
  });
});
