import { sql } from "drizzle-orm";
import { putInCart } from "../support/cart-rows";
import { fictional, newTwilioCallerId } from "../support/factories";
import { simulatedTwilio } from "../support/simulated-twilio";
import { codeFor, expect, proceed, test, typeCode } from "./console";

test("the keyboard goes on from what just happened: after the code, a filter, and putting numbers back", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  const [first = ""] = await putInCart(db, admin, 2);
  await simulatedTwilio().sellToRival(first);
  await proceed(page, "628 555 0100");
  await page.getByRole("textbox", { name: "Transaction Code" }).fill(await codeFor(db, admin.email));
  await page.keyboard.press("Enter");
  const tally = page.locator(".progress");
  await expect(page.getByText("Purchase finished: 1 of 2 bought")).toBeVisible();
  await expect(tally).toBeFocused();
  await page.getByRole("link", { name: "Failed 1" }).press("Enter");
  await expect(page).toHaveURL(/show=failed/);
  await expect(tally).toBeFocused();
  await page.getByRole("button", { name: "Put failed numbers back into the cart" }).press("Enter");
  const said = page.getByRole("status").filter({ hasText: "1 failed number put back into your cart." });
  await expect(said).toBeFocused();
  await page.goBack();
  await expect(page.getByText("1 number was not bought")).toBeVisible();
  await expect(page.getByRole("button", { name: "Put failed numbers back into the cart" })).toBeHidden();
});

test("Enter on a row leads to what can be done with what is ticked, and the window's title has the focus", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  for (let row = 0; row < 3; row++) await newTwilioCallerId(db, admin, fictional());
  await page.goto("/administration/caller-ids");
  const checkboxes = page.locator("tbody").getByRole("checkbox");
  await checkboxes.first().press("Space");
  await expect(page.getByText("1 selected. Enter leads to what can be done.")).toHaveRole("status");
  await checkboxes.last().press("Enter");
  const assign = page.getByRole("button", { name: "Assign" });
  await expect(assign).toBeFocused();
  await assign.press("Enter");
  await expect(page.getByText("1 Caller ID chosen")).toBeVisible();
  await expect(page.locator("#window-title")).toBeFocused();
});

test('"Clear Cart" holds the focus while it asks, and gives it back', async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await putInCart(db, admin, 2);
  await page.goto("/administration/caller-ids/cart");
  const button = page.getByRole("button", { name: "Clear Cart" }).first();
  await button.press("Enter");
  const question = page.getByRole("dialog", { name: "Clear the cart?" });
  await expect(question.getByRole("button", { name: "Keep them" })).toBeFocused();
  for (let tab = 0; tab < 5; tab++) {
    await page.keyboard.press("Tab");
    // The browser's own frame may come between; the page behind the question never does.
    expect(await page.evaluate(() => document.activeElement?.closest("dialog, body")?.tagName)).toMatch(
      /DIALOG|BODY/,
    );
    await expect(page.locator("table :focus, .window-foot :focus, .list-head > :focus")).toHaveCount(0);
  }
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(button).toBeFocused();
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("Forward Calls remembers the answers of an order that was not approved, and the order can be looked at", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      await putInCart(db, admin, 1);
      await proceed(page, "628 555 0100", { ringForever: true });
      await page.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByText("The order was cancelled.")).toBeVisible();
      await page.getByRole("link", { name: "Proceed to Purchase" }).click();
      await expect(page.getByLabel("Forward all Incoming Calls to")).toHaveValue("(628) 555-0100");
      await expect(page.getByLabel(/ring forever/)).toBeChecked();
      await page.goto("/administration/orders");
      await page.getByRole("row").filter({ hasText: "Cancelled" }).getByRole("link").click();
      await expect(page.getByText("This order was cancelled. Nothing was bought.")).toBeVisible();
      await expect(page.getByRole("cell", { name: "Failed" })).toHaveCount(0);
      await expect(page.getByText("The order ended before it was approved.")).toBeVisible();
      await expect(page.getByText("Not approved")).toBeVisible();
    });
  });

test("the answer about a new code goes when a code is tried", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await putInCart(db, admin, 1);
  await proceed(page, "628 555 0100");
  await db.execute(
    sql`update transaction_codes set created_at = created_at - interval '61 seconds' where user_id = ${admin.userId}`,
  );
  await page.reload();
  await page.getByRole("button", { name: "Send a new code" }).click();
  const sent = page.getByText("A new code is on its way.");
  await expect(sent).toBeVisible();
  await typeCode(page, "7777-7777");
  await expect(page.getByText("That is not the code we sent.")).toBeVisible();
  await expect(sent).toBeHidden();
});
