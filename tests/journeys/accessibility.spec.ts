import { addNumbers, codeFor, expect, proceed, test } from "./console";
import { isFine } from "./fine";

test("every page of the journey is accessible, light, dark and on a phone", async ({
  signedIn: page,
  db,
  organization,
}) => {
  test.setTimeout(120_000);
  await isFine(page, "empty list");
  await page.getByRole("button", { name: /your account/ }).click();
  await isFine(page, "account menu");
  await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=000");
  await isFine(page, "search with an error");
  await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=533");
  await isFine(page, "search without results");
  await addNumbers(page, "512", 2);
  await isFine(page, "results");
  await page.goto("/administration/caller-ids/cart");
  await isFine(page, "cart");
  await page.getByRole("button", { name: "Clear Cart" }).click();
  await isFine(page, "asking before the cart is cleared");
  await page.goto("/administration/caller-ids/cart/forward-calls");
  await page.getByRole("button", { name: "Proceed" }).click();
  await expect(page.getByText("Enter the number that call-backs should ring.")).toBeVisible();
  await page
    .getByText(/users$/)
    .first()
    .click();
  await isFine(page, "forwarding with an error and the users open");
  await proceed(page, "628 555 0100");
  await page.getByRole("textbox", { name: "Transaction Code" }).fill("1");
  await page.getByRole("button", { name: "Validate & Proceed" }).click();
  await expect(page.getByText(/did not cost a try/)).toBeVisible();
  await isFine(page, "code with an error");
  await page
    .getByRole("textbox", { name: "Transaction Code" })
    .fill(await codeFor(db, organization.admin.email));
  await page.getByRole("button", { name: "Validate & Proceed" }).click();
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible({ timeout: 20_000 });
  await isFine(page, "message at the end");
  await page.getByRole("button", { name: "OK" }).click();
  await isFine(page, "finished order");
  for (const path of [
    "/administration/orders",
    "/administration/caller-ids",
    "/sign-in?sent=a@b.example",
    "/refused",
    "/nowhere",
  ]) {
    await page.goto(path);
    await isFine(page, path);
  }
});
