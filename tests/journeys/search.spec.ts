import type { Page } from "@playwright/test";
import { expect, test } from "./console";

const ADD = "/administration/caller-ids/add";

const numbersOf = (page: Page) =>
  page
    .locator('input[name="offer"]')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute("aria-label")));

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the numbers one chooses from stay after Add to Cart and a reload, until one searches again", async ({
      signedIn: page,
    }) => {
      await page.goto(`${ADD}?areaCode=%28512%29`);
      const before = await numbersOf(page);
      await page.locator('input[name="offer"]').nth(1).check();
      await page.getByRole("button", { name: "Add to Cart" }).click();
      await expect(page.getByText("1 number added to your cart.")).toBeVisible();
      const stayed = async () => {
        // The message stands above the rows, and without scripts the page may still be arriving.
        await expect.poll(() => numbersOf(page)).toEqual(before);
        await expect(page.getByRole("row").nth(2).getByText("In your cart")).toBeVisible();
        await expect(page.locator('input[name="offer"]').nth(1)).toBeDisabled();
      };
      await stayed();
      await page.reload();
      await stayed();
      await expect(page.getByText("1 number added to your cart.")).toHaveCount(0);
      await page.goto("/administration/caller-ids/cart");
      await expect(page.getByText(/^Available/)).toBeVisible();
      // A recent search is one click away, and shows what it showed.
      await page.goto(ADD);
      await page
        .getByRole("navigation", { name: "Recent searches" })
        .getByRole("link", { name: "512" })
        .click();
      await stayed();
      await page.getByRole("link", { name: "Search again" }).click();
      await expect.poll(() => numbersOf(page)).not.toEqual(before);
      const others = await numbersOf(page);
      await page.reload();
      expect(await numbersOf(page)).toEqual(others);
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await expect.poll(() => numbersOf(page)).not.toEqual(others);
    });

    test("the window leads back to where one came from, through searches and the cart", async ({
      signedIn: page,
    }) => {
      const from = "/administration/caller-ids?before=nonsense";
      await page.goto(`${ADD}?${new URLSearchParams({ back: from })}`);
      await page.getByLabel("Area code").fill("533");
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await page.getByRole("link", { name: "Search without \u201cArea code\u201d" }).first().click();
      await page.getByRole("link", { name: "Search again" }).click();
      await page.getByRole("link", { name: /^Cart/ }).click();
      await page.getByRole("link", { name: "Close Cart" }).click();
      await expect(page.getByLabel("Area code")).toHaveValue("");
      await expect(page.locator('input[name="offer"]').first()).toBeVisible();
      await page.getByRole("link", { name: "Close Add Custom Caller IDs" }).click();
      await expect(page).toHaveURL(from);
      // Nowhere else.
      await page.goto(`${ADD}?${new URLSearchParams({ back: "https://evil.example/" })}`);
      await page.getByRole("link", { name: "Close Add Custom Caller IDs" }).click();
      await expect(page).toHaveURL(/caller-ids$/);
    });

    test("an area code of elsewhere leads there", async ({ signedIn: page }) => {
      for (const [code, link, shows] of [
        ["416", "Search Canada", "in Toronto, Ontario (416)"],
        ["787", "Search Puerto Rico", "in San Juan, Puerto Rico (787)"],
        ["833", "Search Toll-Free", "numbers. Twilio shows a sample"],
      ] as const) {
        await page.goto(ADD);
        await page.getByLabel("Area code").fill(code);
        await page.getByRole("button", { name: "Search", exact: true }).click();
        await page.getByRole("link", { name: link }).click();
        await expect(page.getByText(shows)).toBeVisible();
        await expect(page.locator('input[name="offer"]').first()).toBeEnabled();
      }
    });

    test("only fields that mean something are shown, and what a hidden one holds is not asked", async ({
      signedIn: page,
    }) => {
      await page.goto(ADD);
      await page.getByLabel("City").fill("Austin");
      await page.getByLabel("Type").selectOption("Toll-Free");
      await expect(page.getByLabel("City")).toBeHidden();
      await expect(page.getByLabel("State")).toBeHidden();
      await page.getByLabel("Country").selectOption("United Kingdom");
      await expect(page.getByLabel("Area code")).toBeHidden();
      await page.getByLabel("Type").selectOption("Local");
      await page.getByLabel("Contains").fill("0121");
      await page.getByRole("button", { name: "Search", exact: true }).click();
      if (!javaScriptEnabled) {
        // Without scripts a browser sends it, and hears why it can't be; it is shown again.
        await expect(page.getByText("Cities can be searched in the US and Canada only.")).toBeVisible();
        await page.getByLabel("City").fill("");
        await page.getByRole("button", { name: "Search", exact: true }).click();
      }
      await expect(page.getByText("Birmingham").first()).toBeVisible();
      await expect(page.getByLabel("Contains")).toHaveValue("0121");
    });
  });
