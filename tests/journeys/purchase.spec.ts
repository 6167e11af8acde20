import { codeIn } from "../support/mails";
import { addNumbers, expect, signIn, test, typeCode } from "./console";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("an administrator finds, collects, approves and buys numbers, and sees them marked (T)", async ({
      page,
      db,
      organization,
    }) => {
      const { admin, staff } = organization;
      await signIn(page, db, admin.email);
      await expect(page.getByRole("heading", { name: "Custom Caller IDs" })).toBeVisible();
      await expect(page.getByText("Purchased from Twilio: 0")).toBeVisible();

      await page.getByRole("link", { name: "Add Custom Caller IDs" }).first().click();
      const [first, second, third] = await addNumbers(page, "512", 3);
      await expect(page.getByRole("link", { name: "Cart (3)" })).toBeVisible();
      await page.goto("/administration/caller-ids");
      await page.getByRole("link", { name: "View Cart (3)" }).click();

      await page.getByRole("button", { name: `Remove ${second}` }).click();
      await expect(page.getByText(`${second} was removed.`)).toBeVisible();
      await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(2);
      await expect(page.getByText("$2.30")).toHaveCount(2);
      await page.getByRole("link", { name: "Proceed to Purchase" }).click();

      await page.getByLabel("Forward all Incoming Calls to").fill("(628) 555-0100");
      await page
        .getByText(/users$/)
        .first()
        .click();
      await page.getByLabel(staff[0]?.name ?? "").check();
      await page
        .getByLabel("Please select this checkbox if you would like the call back to ring forever")
        .check();
      await page.getByRole("button", { name: "Proceed" }).click();

      await expect(page.getByRole("heading", { name: "Transaction Code" })).toBeVisible();
      const fingerprint = await page.locator(".fingerprint").innerText();
      const order = page.url();
      await page.goto("/dev/outbox");
      const mail = page.getByRole("article").filter({ hasText: fingerprint });
      await expect(mail).toContainText("Numbers: 2");
      const code = codeIn(await mail.innerText());
      await page.goto(order);

      const wrong = code.startsWith("0") ? `1${code.slice(1)}` : `0${code.slice(1)}`;
      await typeCode(page, wrong);
      await expect(page.getByText("That is not the code we sent. 4 tries left.")).toBeVisible();
      await page
        .getByRole("textbox", { name: "Transaction Code" })
        .fill(code.toLowerCase().replace("-", " "));
      await page.getByRole("button", { name: "Validate & Proceed" }).click();

      await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
      await page.getByRole("button", { name: "OK" }).click();
      await expect(page.getByRole("dialog")).toBeHidden();
      await expect(page.getByRole("cell", { name: "Success" })).toHaveCount(2);
      await page.getByRole("link", { name: "Return to Caller id(s)" }).click();

      await expect(page.getByText("Purchased from Twilio: 2")).toBeVisible();
      for (const number of [first, third]) {
        const row = page.getByRole("row").filter({ hasText: number });
        await expect(row.getByRole("img", { name: "Purchased from Twilio" })).toBeVisible();
        await expect(row).toContainText("(628) 555-0100");
      }
      await expect(page.getByRole("link", { name: "View Cart", exact: true })).toBeVisible();
    });

    test('"Clear Cart" empties the cart after asking', async ({ signedIn: page }) => {
      await addNumbers(page, "206", 2);
      await page.goto("/administration/caller-ids/cart");
      await page.getByRole("button", { name: "Clear Cart" }).first().click();
      await page.getByRole("button", { name: "Keep them" }).click();
      await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(2);
      await page.getByRole("button", { name: "Clear Cart" }).first().click();
      await page.getByRole("dialog").getByRole("button", { name: "Clear Cart" }).click();
      await expect(page.getByText("Your cart was emptied.")).toBeVisible();
    });
  });
