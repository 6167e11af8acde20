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
      // What its own requester replaced is found among what was cancelled, and nowhere else.
      await expect(rows).toHaveCount(1);
      await expect(rows.getByRole("link", { name: "Order 1002" })).toBeVisible();
      await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "Cancelled 1" }).click();
      await expect(page).toHaveURL(/show=cancelled$/);
      await expect(rows).toHaveCount(1);
      await rows.getByRole("link", { name: "Order 1001" }).click();
      await expect(page.getByRole("heading", { name: "Order 1001" })).toBeVisible();
      await expect(
        page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Orders" }),
      ).toHaveAttribute("aria-current", "true");
      await page.getByText("History").click();
      await expect(page.getByText(`${admin.name} placed the order: 2 numbers, fingerprint `)).toBeVisible();
      await expect(
        page.getByText(`${admin.name} cancelled it by proceeding with a newer one.`),
      ).toBeVisible();

      // Back to the list as it was.
      await page.getByRole("link", { name: "Orders" }).last().click();
      await expect(page).toHaveURL(/orders\?show=cancelled$/);

      await page.goto("/administration/orders?show=done");
      await rows.getByRole("link").click();
      await page.getByText("History").click();
      await expect(
        page.getByText("Purchase is completed: 2 of 2 bought for $2.30 a month", { exact: true }),
      ).toBeVisible();
      // The message is for whoever makes the purchase, not for whoever looks it up.
      await expect(page.getByRole("dialog")).toBeHidden();
      await expect(page.getByText("2 numbers bought.")).toBeVisible();
      await expect(page.getByText("Every number was bought.")).toBeVisible();
      await expect(page.getByText(/^(\d+ seconds?|\d+ min \d+ s)$/)).toBeVisible();
      if (javaScriptEnabled) await isFine(page, "an order with its history");

      await page.goto("/administration/orders?show=paused");
      await expect(page.getByText("No order is in this state any more.")).toBeVisible();
      await page.goto("/administration/orders?show=nonsense");
      await expect(rows).toHaveCount(1);
    });
  });
