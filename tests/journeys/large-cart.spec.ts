import { eq } from "drizzle-orm";
import { cartItems, organizations } from "@/db/schema";
import { insertInCart, putInCart } from "../support/cart-rows";
import { expect, test } from "./console";

const CART = "/administration/caller-ids/cart";
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({
    e164: `+1213231${String(from + index).padStart(4, "0")}`,
    locality: "Los Angeles",
    region: "CA",
    addedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, from + index)),
  }));

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a cart over the maximum: the newest that are too many go at once, and Undo brings them back", async ({
      signedIn: page,
      db,
      organization: { admin, organizationId },
    }) => {
      await insertInCart(db, admin, rows(120));
      await db
        .update(organizations)
        .set({ maximumCallerIds: 90 })
        .where(eq(organizations.id, organizationId));
      await page.goto(CART);
      await expect(page.getByText("30 numbers too many.")).toBeVisible();
      await expect(page.getByText("Owned or on order")).toBeVisible();
      await page.getByRole("button", { name: "Remove 30 newest" }).click();
      await expect(page.getByText("(213) 231-0090 and 29 more were removed.")).toBeVisible();
      await expect(page.getByText("90 numbers.")).toBeVisible();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByText("30 numbers are back in your cart.")).toBeVisible();
      if (javaScriptEnabled)
        await expect(page.getByText("30 numbers are back in your cart.")).toBeInViewport();
      await expect(page.getByText("120 numbers.")).toBeVisible();
      await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
      // Any other change of the cart ends it.
      await page.getByRole("button", { name: "Remove 30 newest" }).click();
      await expect(page.getByText("90 numbers.")).toBeVisible();
      await putInCart(db, admin, 1);
      await page.getByRole("button", { name: "Remove (213) 231-0000" }).click();
      await expect(page.getByText("(213) 231-0000 was removed.")).toBeVisible();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByText("91 numbers.")).toBeVisible();
    });

    test("ticked numbers go together, and a row that is removed leaves the place where one was", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      await insertInCart(db, admin, rows(60));
      await page.goto(CART);
      await expect(page.getByText("Remove from cart")).toBeHidden();
      for (const index of [3, 5, 8]) await page.getByLabel(`Select (213) 231-000${index}`).check();
      await page.getByRole("button", { name: "Remove from cart" }).click();
      await expect(page.getByText("(213) 231-0003 and 2 more were removed.")).toBeVisible();
      await expect(page.getByText("57 numbers.")).toBeVisible();

      await page.getByRole("button", { name: "Remove (213) 231-0040" }).click();
      await expect(page.getByText("(213) 231-0040 was removed.")).toBeInViewport();
      await expect(page.getByRole("button", { name: "Remove (213) 231-0041" })).toBeInViewport();
      if (javaScriptEnabled)
        await expect(page.getByRole("button", { name: "Remove (213) 231-0041" })).toBeFocused();
    });
  });

test("a large cart is checked to its end in the background, with progress, and says how far it is", async ({
  signedIn: page,
  db,
  organization: { admin, organizationId },
}) => {
  await insertInCart(db, admin, rows(60));
  await page.goto(CART);
  await expect(page.getByText("0 of 60 checked in the last 10 minutes.")).toBeVisible();
  await page.getByRole("button", { name: "Check availability" }).click();
  await expect(
    page.getByText("25 of 60 numbers checked with Twilio. The others follow by themselves."),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: /May be gone/ })).toHaveCount(60);
  await expect(page.getByRole("progressbar")).toBeHidden();
  const left = await db.select().from(cartItems).where(eq(cartItems.organizationId, organizationId));
  expect(left.filter(({ checkedAt }) => checkedAt === null)).toEqual([]);
});

test("numbers that need papers are named, with Twilio's page, and one may proceed without them", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await insertInCart(db, admin, [
    ...rows(1),
    { e164: "+447400123456", country: "GB", type: "mobile", locality: null, region: null, needsBundle: true },
  ]);
  await page.goto(CART);
  await expect(page.getByText("1 number may not be bought: Twilio asks for papers first.")).toBeVisible();
  await expect(page.getByRole("link", { name: "a regulatory bundle" })).toHaveAttribute(
    "href",
    /console\.twilio\.com/,
  );
  await page.getByRole("button", { name: "Proceed without it" }).click();
  await expect(page.getByRole("heading", { name: "Forward Calls" })).toBeVisible();
  await expect(page.getByText("1 number, $1.15 due now")).toBeVisible();
});
