import type { Page } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { cartItems, organizations } from "@/db/schema";
import { newOrganization } from "../support/factories";
import { first, firstTwo } from "../support/rows";
import { addNumbers, codeFor, expect, openUsers, postOf, proceed, signIn, test, typeCode } from "./console";

/** A cart of one, the number typed, the users open, and one of them searched for. */
async function searchPersonB(page: Page) {
  await addNumbers(page, "512", 1);
  await openUsers(page);
  await page.getByPlaceholder("Search by name, email or team").fill("Person B");
}

test("a number that somebody else takes fails with its reason and can be put back; the others are bought", async ({
  signedIn: page,
  db,
  organization,
}) => {
  await addNumbers(page, "737", 3);
  const inCart = await db
    .select()
    .from(cartItems)
    .where(eq(cartItems.organizationId, organization.organizationId))
    .orderBy(cartItems.e164);
  const { e164: taken } = first(inCart);
  await proceed(page, "628 555 0100");
  await db.execute(sql`insert into twilio_simulator.rivals values (${taken})`);
  await typeCode(page, await codeFor(db, organization.admin.email));

  await expect(page.getByText("Purchase finished: 2 of 3 bought")).toBeVisible();
  const failed = page.getByRole("row").filter({ has: page.locator(`[data-e164="${taken}"]`) });
  await expect(failed).toContainText("Failed");
  await expect(failed).toContainText("Taken by someone else.");
  await expect(failed.getByRole("link", { name: "Find a similar number" })).toHaveAttribute(
    "href",
    /areaCode=737/,
  );
  await expect(page.getByRole("cell", { name: "Success" })).toHaveCount(2);

  const download = await page.request.get(`${new URL(page.url()).pathname}/receipt`);
  expect(download.headers()["content-type"]).toContain("text/csv");
  expect(await download.text()).toContain(`${taken},`);

  await page.getByRole("button", { name: "Put failed numbers back into the cart" }).click();
  await expect(page.getByText("1 failed number put back into your cart.")).toBeVisible();
  await expect(page.locator(`[data-e164="${taken}"]`)).toBeVisible();
});

test("over the maximum the purchase is refused, with the three lines that say why", async ({
  signedIn: page,
  db,
  organization,
}) => {
  await db
    .update(organizations)
    .set({ maximumCallerIds: 2 })
    .where(eq(organizations.id, organization.organizationId));
  await addNumbers(page, "512", 3);
  await page.goto("/administration/caller-ids/cart");
  const line = (name: string) => page.locator("dl.definition-list > div").filter({ hasText: name });
  await expect(line("Maximum number of Caller IDs allowed to purchase for an Organization")).toContainText(
    "2",
  );
  await expect(line("Number of Caller IDs being purchased")).toContainText("3");
  await expect(line("Number of Caller IDs remaining that can be purchased")).toContainText("0");
  await expect(page.getByRole("main").getByRole("status")).toContainText("1 number too many.");
  const proceeding = await page.request.get("/administration/caller-ids/cart/forward-calls", {
    maxRedirects: 0,
  });
  expect(proceeding.headers().location).toBe("/administration/caller-ids/cart");
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a forwarding number that can't be gets words beside its field, and nothing typed is lost", async ({
      signedIn: page,
      organization,
    }) => {
      await addNumbers(page, "512", 1);
      await page.goto("/administration/caller-ids/cart/forward-calls");
      const [, { name: someone }] = firstTwo(organization.staff);
      await page.getByLabel("Forward all Incoming Calls to").fill("911");
      await page
        .getByText(/users$/)
        .first()
        .click();
      await page.getByLabel(someone).check();
      await page.getByLabel(/ring forever/).check();
      await page.getByRole("button", { name: "Proceed" }).click();
      await expect(
        page.getByText("911 is an emergency number. Call-backs can’t be forwarded to it."),
      ).toBeVisible();
      await expect(page.getByLabel("Forward all Incoming Calls to")).toHaveValue("911");
      await page
        .getByText(/users$/)
        .first()
        .click();
      await expect(page.getByLabel(someone)).toBeChecked();
      await expect(page.getByLabel(/ring forever/)).toBeChecked();
    });

    test("users are found by name, and all of them chosen with one tick", async ({
      signedIn: page,
      organization,
    }) => {
      const [personA, personB] = firstTwo(organization.staff);
      await searchPersonB(page);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Search", exact: true }).click();
      await expect(page.getByLabel(personA.name)).toBeHidden();
      await expect(page.getByLabel(personB.name)).toBeVisible();
      await page.getByPlaceholder("Search by name, email or team").fill("");
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Search", exact: true }).click();
      await page.getByLabel("Select all").check();
      await page.getByRole("button", { name: "Proceed" }).click();
      const facts = page.locator("dl.definition-list");
      for (const { name } of organization.staff) await expect(facts).toContainText(name);
    });

    test('"Select all" after a search means those found, and Enter in the search orders nothing', async ({
      signedIn: page,
      organization,
    }) => {
      const [personA, personB] = firstTwo(organization.staff);
      await searchPersonB(page);
      await page.getByPlaceholder("Search by name, email or team").press("Enter");
      await expect(page.getByLabel(personA.name)).toBeHidden();
      await page.getByLabel("Select all").check();
      await page.getByRole("button", { name: "Proceed" }).click();
      const facts = page.locator("dl.definition-list");
      await expect(facts).toContainText(personB.name);
      await expect(facts).not.toContainText(personA.name);
    });
  });

test("50 parallel posts of the right code approve the order once and all land on the order's page", async ({
  signedIn: page,
  db,
  organization,
  baseURL,
}) => {
  await addNumbers(page, "617", 2);
  await proceed(page, "628 555 0100");
  const code = await codeFor(db, organization.admin.email);
  const post = await postOf(page, page.url(), /(<form[^>]*id="approve"[\s\S]*?<\/form>)/, { code });

  expect((await post({ origin: "https://evil.example.com" })).status()).toBeGreaterThanOrEqual(400);
  expect((await post({})).headers().location).toBe("/refused");
  await expect(page.getByRole("heading", { name: "Transaction Code" })).toBeVisible();

  const posts = await Promise.all(Array.from({ length: 50 }, () => post({ origin: baseURL ?? "" })));
  const order = new URL(page.url()).pathname.replace("/transaction-code", "");
  expect(posts.map((answer) => [answer.status(), answer.headers().location])).toEqual(
    posts.map(() => [303, `${order}?journey`]),
  );
  const approvals = await db.execute(
    sql`select count(*)::int as n from audit_events where order_id = ${order.split("/").at(-1)} and event = 'order.approved'`,
  );
  expect(approvals.rows[0]?.n).toBe(1);
});

test("a double click on a wrong code costs one try, and Enter without scripts proceeds", async ({
  signedIn: page,
  db,
  organization,
  browser,
  baseURL,
}) => {
  await addNumbers(page, "512", 1);
  const plain = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const other = await plain.newPage();
  await other.goto("/administration/caller-ids/cart/forward-calls");
  await other.getByLabel("Forward all Incoming Calls to").fill("628 555 0100");
  await other.getByLabel("Forward all Incoming Calls to").press("Enter");
  await expect(other.getByRole("heading", { name: "Transaction Code" })).toBeVisible();
  await plain.close();

  await page.goto("/administration/caller-ids/cart");
  await page.getByRole("link", { name: "Enter the code" }).click();
  const code = await codeFor(db, organization.admin.email);
  await page
    .getByRole("textbox", { name: "Transaction Code" })
    .fill((code.startsWith("0") ? "1" : "0") + code.slice(1));
  await page.getByRole("button", { name: "Validate & Proceed" }).dblclick();
  await expect(page.getByText("That is not the code we sent. 4 tries left.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("4 of 5 tries left.")).toBeVisible();
});

test("another organisation's order is not found, and can still be approved by its own", async ({
  signedIn: page,
  db,
  organization,
  browser,
  baseURL,
}) => {
  await addNumbers(page, "512", 1);
  await proceed(page, "628 555 0100");
  const order = page.url();
  const context = await browser.newContext({ baseURL });
  const theirs = await context.newPage();
  await signIn(theirs, db, (await newOrganization(db)).admin.email);
  for (const path of [
    order,
    order.replace("/transaction-code", ""),
    order.replace("/transaction-code", "/receipt"),
  ])
    expect((await theirs.request.get(path)).status()).toBe(404);
  await context.close();
  await typeCode(page, await codeFor(db, organization.admin.email));
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
});
