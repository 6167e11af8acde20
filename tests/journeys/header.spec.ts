import { putInCart } from "../support/cart-rows";
import { codeFor, expect, proceed, test, typeCode } from "./console";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the header and tabs stay alive around windows, and say where one is", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      await putInCart(db, admin, 1);
      const tabs = page.getByRole("navigation", { name: "Administration" });
      const current = () => tabs.locator("[aria-current]");
      await page.goto("/administration/caller-ids/cart");
      await expect(current()).toHaveText("Caller IDs");
      await expect(current()).toHaveAttribute("aria-current", "true");
      await tabs.getByRole("link", { name: "Caller IDs" }).click();
      await expect(page.getByRole("heading", { name: "Custom Caller IDs" })).toBeVisible();
      await expect(current()).toHaveAttribute("aria-current", "page");

      await proceed(page, "628 555 0100");
      await expect(current()).toHaveText("Orders");
      await typeCode(page, await codeFor(db, admin.email));
      await page.getByRole("dialog").getByRole("button", { name: "OK" }).click();
      await page.getByRole("link", { name: "Close Cart" }).click();
      await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();

      // A window begins at its title, whatever it is opened by.
      await page.goto("/administration/caller-ids/add");
      if (javaScriptEnabled) await expect(page.locator("#window-title")).toBeFocused();
      await page.goto("/administration/orders");
      await page.keyboard.press("Tab");
      if (javaScriptEnabled) await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
      await page.getByRole("button", { name: /your account/ }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await expect(page.getByText("You are signed out.")).toBeVisible();
    });
  });

test("on paper an order is its list, whole, without buttons and tabs", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await putInCart(db, admin, 1);
  await proceed(page, "628 555 0100");
  await typeCode(page, await codeFor(db, admin.email));
  await page.getByRole("dialog").getByRole("button", { name: "OK" }).click();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("cell", { name: /\(\d{3}\) \d{3}-\d{4}/ })).toBeVisible();
  for (const hidden of [
    page.getByRole("navigation", { name: "Administration" }),
    page.getByRole("link", { name: "Return to Caller id(s)" }),
    page.getByText("Simulator: no money is spent"),
  ])
    await expect(hidden).toBeHidden();
  await expect(page.locator(".window-foot")).toHaveCSS("position", "static");
});

test("on a phone an order is opened by tapping its number", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await putInCart(db, admin, 1);
  await proceed(page, "628 555 0100");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/administration/orders");
  await page.locator("table").getByRole("link").click({ timeout: 5_000 });
  await expect(page).toHaveURL(/transaction-code$/);
});
