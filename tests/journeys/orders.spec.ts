import { putInCart } from "../support/cart-rows";
import { codeFor, expect, proceed, test, typeCode } from "./console";
import { isFine } from "./fine";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("orders are listed by state, and each tells its history in words", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      await putInCart(db, admin, 2);
      await proceed(page, "628 555 0100");
      await proceed(page, "628 555 0101");
      await typeCode(page, await codeFor(db, admin.email));
      await expect(page.getByText("2 of 2").first()).toBeVisible();

      await page.goto("/administration/orders");
      const rows = page.getByRole("row").filter({ has: page.getByRole("link") });
      await expect(rows).toHaveCount(2);
      await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "Cancelled 1" }).click();
      await expect(page).toHaveURL(/show=cancelled$/);
      await expect(rows).toHaveCount(1);
      await rows.getByRole("link").click();
      await page.getByText("History").click();
      await expect(page.getByText(`${admin.name} placed the order: 2 numbers.`)).toBeVisible();
      await expect(
        page.getByText(`${admin.name} cancelled it by proceeding with a newer one.`),
      ).toBeVisible();

      await page.goto("/administration/orders?show=done");
      await rows.getByRole("link").click();
      await page.getByText("History").click();
      await expect(page.getByText("2 numbers bought.")).toBeVisible();
      await expect(page.getByText("Every number was bought.")).toBeVisible();
      await expect(page.getByText(/^(\d+ seconds?|\d+ min \d+ s)$/)).toBeVisible();
      if (javaScriptEnabled) await isFine(page, "an order with its history");

      await page.goto("/administration/orders?show=paused");
      await expect(page.getByText("No order is in this state any more.")).toBeVisible();
      await page.goto("/administration/orders?show=nonsense");
      await expect(rows).toHaveCount(2);
    });
  });
