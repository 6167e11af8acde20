import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { listCart } from "@/db/queries/carts";
import { forgetOldSearches } from "@/db/queries/searches";
import { searches } from "@/db/schema";
import { addToCart } from "@/lib/cart/add-to-cart";
import type { Admin } from "@/lib/domain/actor/actor";
import { ANYTHING, type NumberSearch } from "@/lib/domain/offers/search";
import { databaseTest } from "@/tests/support/database-test";
import { first } from "@/tests/support/rows";
import { recentSearches } from "./recent-searches";
import { searchOffers } from "./search-offers";

const it = databaseTest();

async function found(admin: Admin, search: Partial<NumberSearch>, newerThan: number | null = null) {
  const result = await searchOffers(admin, { ...ANYTHING, ...search }, { newerThan });
  if (result.kind !== "found") throw new Error(result.kind);
  return { ...result, numbers: result.offers.map(({ e164 }) => e164) };
}

describe("the numbers one chooses from", () => {
  it("stay while they are fresh, those that were added marked, until others are asked for", async ({
    admin,
  }) => {
    const before = await found(admin, { areaCode: "512" });
    const added = first(before.offers);
    await addToCart(admin, [added.sealed]);
    const after = await found(admin, { areaCode: "512" });
    expect(after.numbers).toEqual(before.numbers);
    expect(after.searchedAt).toEqual(before.searchedAt);
    expect(after.offers.filter(({ status }) => status === "in-cart").map(({ e164 }) => e164)).toEqual([
      added.e164,
    ]);
    // "Search again", and the page that it leads to, read once more.
    const again = await found(admin, { areaCode: "512" }, before.searchedAt.getTime());
    expect(again.numbers).not.toEqual(before.numbers);
    expect((await found(admin, { areaCode: "512" }, before.searchedAt.getTime())).numbers).toEqual(
      again.numbers,
    );
  });

  it("are asked for anew after ten minutes", async ({ db, admin }) => {
    const before = await found(admin, { areaCode: "512" });
    await db.update(searches).set({ searchedAt: sql`now() - interval '10 minutes 1 second'` });
    expect((await found(admin, { areaCode: "512" })).numbers).not.toEqual(before.numbers);
  });

  it("are one admin's: a colleague gets a sample of their own", async ({ admin, colleague }) => {
    const mine = await found(admin, { areaCode: "512" });
    expect((await found(colleague, { areaCode: "512" })).numbers).not.toEqual(mine.numbers);
  });

  it("were checked by the search: in the cart they are available since then", async ({ db, admin }) => {
    const { offers, searchedAt } = await found(admin, { areaCode: "512" });
    await addToCart(admin, [first(offers).sealed]);
    expect(await listCart(db, admin)).toMatchObject([{ availability: "available", checkedAt: searchedAt }]);
  });
});

describe("recent searches", () => {
  it("are the newest first, without the current one, in words and as an address", async ({
    admin,
    colleague,
  }) => {
    await found(admin, { areaCode: "512" });
    await found(admin, { country: "CA", city: "Toronto" });
    await found(admin, { type: "toll-free" });
    await searchOffers(admin, { ...ANYTHING, areaCode: "533" });
    expect(await recentSearches(admin, "country=US&type=toll-free")).toEqual([
      { words: "Toronto", query: "country=CA&type=local&city=Toronto" },
      { words: "512", query: "country=US&type=local&areaCode=512" },
    ]);
    expect(await recentSearches(colleague, "")).toEqual([]);
  });

  it("are forgotten after two days", async ({ db, admin }) => {
    await found(admin, { areaCode: "512" });
    await found(admin, { areaCode: "737" });
    await db
      .update(searches)
      .set({ searchedAt: sql`now() - interval '49 hours'` })
      .where(sql`query like '%512'`);
    await forgetOldSearches(db);
    expect((await recentSearches(admin, "")).map(({ words }) => words)).toEqual(["737"]);
  });
});

it("Puerto Rico is searched like the rest of North America", async ({ admin }) => {
  const { offers } = await found(admin, { country: "PR", areaCode: "787" });
  expect(
    offers.every(({ e164, region, price }) => e164.startsWith("+1787") && region === "PR" && price !== null),
  ).toBe(true);
  expect(offers.length).toBeGreaterThan(10);
});
