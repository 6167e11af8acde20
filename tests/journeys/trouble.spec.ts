import type { Page } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { cartItems, organizations, outboxMessages, users } from "@/db/schema";
import { createAdmin } from "@/lib/user-accounts/create-admin";
import { newOrganization } from "../support/factories";
import { addNumbers, codeFor, expect, linkFor, openUsers, postOf, proceed, signIn, test } from "./console";

/** A cart of one, the number typed, the users open, and one of them searched for. */
async function searchPersonB(page: Page) {
  await addNumbers(page, "512", 1);
  await openUsers(page);
  await page.getByPlaceholder("Search by name or email").fill("Person B");
}

test("a number that somebody else takes fails with its reason and can be put back; the others are bought", async ({
  signedIn: page,
  db,
  organization,
}) => {
  await addNumbers(page, "737", 3);
  const [taken] = await db
    .select()
    .from(cartItems)
    .where(eq(cartItems.organizationId, organization.organizationId))
    .orderBy(cartItems.e164);
  await proceed(page, "628 555 0100");
  await db.execute(sql`insert into twilio_simulator.rivals values (${taken?.e164})`);
  await page
    .getByRole("textbox", { name: "Transaction Code" })
    .fill(await codeFor(db, organization.admin.email));
  await page.getByRole("button", { name: "Validate & Proceed" }).click();

  await expect(page.getByText("Purchase finished: 2 of 3 bought")).toBeVisible();
  const failed = page.getByRole("row").filter({ has: page.locator(`[data-e164="${taken?.e164}"]`) });
  await expect(failed).toContainText("Failed");
  await expect(failed).toContainText("Taken by someone else.");
  await expect(failed.getByRole("link", { name: "Find a similar number" })).toHaveAttribute(
    "href",
    /areaCode=737/,
  );
  await expect(page.getByRole("cell", { name: "Success" })).toHaveCount(2);

  const download = await page.request.get(`${page.url()}/receipt`);
  expect(download.headers()["content-type"]).toContain("text/csv");
  expect(await download.text()).toContain(`${taken?.e164},`);

  await page.getByRole("button", { name: "Put failed numbers back into the cart" }).click();
  await expect(page.getByText("1 failed number put back into your cart.")).toBeVisible();
  await expect(page.locator(`[data-e164="${taken?.e164}"]`)).toBeVisible();
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
  await page.getByRole("link", { name: "Proceed to Purchase" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("1 number too many.");
  await expect(page).toHaveURL(/refused=maximum/);
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
      const someone = organization.staff[1]?.name ?? "";
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
      await searchPersonB(page);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Search", exact: true }).click();
      await expect(page.getByLabel(organization.staff[0]?.name ?? "")).toBeHidden();
      await expect(page.getByLabel(organization.staff[1]?.name ?? "")).toBeVisible();
      await page.getByPlaceholder("Search by name or email").fill("");
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
      await searchPersonB(page);
      await page.getByPlaceholder("Search by name or email").press("Enter");
      await expect(page.getByLabel(organization.staff[0]?.name ?? "")).toBeHidden();
      await page.getByLabel("Select all").check();
      await page.getByRole("button", { name: "Proceed" }).click();
      const facts = page.locator("dl.definition-list");
      await expect(facts).toContainText(organization.staff[1]?.name ?? "");
      await expect(facts).not.toContainText(organization.staff[0]?.name ?? "");
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
    posts.map(() => [303, order]),
  );
  const approvals = await db.execute(
    sql`select count(*)::int as n from audit_events where order_id = ${order.split("/").at(-1)} and event = 'order.approved'`,
  );
  expect(approvals.rows[0]?.n).toBe(1);
});

test("another organisation's order is not found, and a plain user is told who may enter", async ({
  page,
  signedIn,
  db,
  browser,
  baseURL,
}) => {
  await addNumbers(signedIn, "512", 1);
  await proceed(signedIn, "628 555 0100");
  const order = signedIn.url();
  const stranger = await browser.newContext({ baseURL });
  const theirs = await stranger.newPage();
  const elsewhere = await newOrganization(db);
  await signIn(theirs, db, elsewhere.admin.email);
  for (const path of [
    order,
    order.replace("/transaction-code", ""),
    order.replace("/transaction-code", "/receipt"),
  ])
    expect((await theirs.request.get(path)).status()).toBe(404);
  await stranger.close();

  const colleague = await browser.newContext({ baseURL });
  const user = await colleague.newPage();
  await user.goto("/sign-in");
  await user.getByLabel("Email address").fill(elsewhere.staff[0]?.email ?? "");
  await user.getByRole("button", { name: "Email me a link" }).click();
  await user.goto(await linkFor(db, elsewhere.staff[0]?.email ?? ""));
  await user.getByRole("button", { name: "Sign in" }).click();
  await expect(user.getByText("This console is for administrators")).toBeVisible();
  await user.goto("/administration/orders");
  await expect(user.getByText("This console is for administrators")).toBeVisible();
  await colleague.close();
  await expect(page.getByRole("heading", { name: "Transaction Code" })).toBeVisible();
});

test("signing in gives nothing away and ends when somebody is deactivated", async ({
  signedIn: page,
  db,
  organization,
  browser,
  baseURL,
}) => {
  const other = await browser.newContext({ baseURL });
  const stranger = await other.newPage();
  await stranger.goto("/sign-in");
  await stranger.getByLabel("Email address").fill("nobody-knows@me.example");
  await stranger.getByRole("button", { name: "Email me a link" }).click();
  await expect(stranger.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await stranger.goto("/administration/caller-ids");
  await expect(stranger).toHaveURL(/\/sign-in\?to=/);
  await stranger.goto("/sign-in/confirm?email=nobody-knows%40me.example&token=forged");
  await expect(stranger.getByText("This link no longer works")).toBeVisible();
  await other.close();

  await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, organization.admin.userId));
  await page.goto("/administration/caller-ids");
  await expect(page).toHaveURL("/sign-in?to=%2Fadministration%2Fcaller-ids");
  // Whoever comes back signs in anew.
  const { email, name, organizationName } = organization.admin;
  const back = {
    email,
    name,
    organization: organizationName,
    twilioAccountSid: organization.twilioAccountSid,
  };
  expect(await createAdmin(db, back)).toMatchObject({ kind: "created", userId: organization.admin.userId });
  await page.goto("/administration/caller-ids");
  await expect(page).toHaveURL("/sign-in?to=%2Fadministration%2Fcaller-ids");
});

test("no other page can sign somebody in: a link is used up by the button alone", async ({
  page,
  db,
  organization,
  baseURL,
}) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill(organization.admin.email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  const link = new URL(await linkFor(db, organization.admin.email));
  const straight = `/api/auth/callback/email?${link.searchParams}&callbackUrl=/administration/orders`;
  // An old browser, or something else than one.
  const straightOn = await page.request.get(straight, { maxRedirects: 0 });
  expect(straightOn.headers().location).toMatch(/^\/sign-in\/confirm\?/);
  const referer = `${baseURL}/sign-in/confirm`;
  const used = await page.request.get(straight.replace(/token=\w+/, "token=wrong"), {
    headers: { referer },
    maxRedirects: 0,
  });
  expect(used.headers().location).toContain("/sign-in?error=");
  // A page of before the release, whose button names the provider as it was called then, leads to the button of today.
  const older = straight.replace("/callback/email", "/callback/resend");
  const asked = await page.request.get(older, { headers: { referer }, maxRedirects: 0 });
  expect(asked.headers().location).toMatch(/^\/sign-in\/confirm\?/);
  // Where a browser goes that a foreign page sends: as far as the question, with whom it would sign in.
  await page.setExtraHTTPHeaders({ "sec-fetch-site": "cross-site" });
  await page.goto(straight);
  await page.setExtraHTTPHeaders({});
  await expect(page).toHaveURL(/\/sign-in\/confirm\?/);
  await expect(page.getByText(organization.admin.email)).toBeVisible();
  expect(await page.context().cookies()).not.toContainEqual(
    expect.objectContaining({ name: "console.session" }),
  );
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/administration\/orders$/);
});

test("a sign-in link works once, and signing out ends the session", async ({ page, db, organization }) => {
  await signIn(page, db, organization.admin.email);
  await page.getByRole("button", { name: /your account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await page.goto("/administration/orders?page=2");
  await expect(page).toHaveURL("/sign-in?to=%2Fadministration%2Forders%3Fpage%3D2");
  await page.goto(await linkFor(db, organization.admin.email));
  await expect(page.getByText("This link no longer works")).toBeVisible();
});

test("Auth.js's own endpoint answers known and unknown addresses alike, and mails only the known", async ({
  request,
  db,
  organization,
  baseURL,
}) => {
  const ask = async (email: string, origin = baseURL ?? "") => {
    const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await request.post("/api/auth/signin/email", {
      form: { email, csrfToken, callbackUrl: "https://evil.example.com/" },
      headers: { origin },
      maxRedirects: 0,
    });
    return [answer.status(), answer.headers().location];
  };
  expect((await ask(organization.admin.email, "https://evil.example.com"))[0]).toBe(403);
  const unknown = "stranger@nowhere.example";
  expect(await ask(unknown)).toEqual(await ask(organization.admin.email));
  await expect.poll(() => linkFor(db, organization.admin.email)).toContain("/sign-in/confirm");
  const mails = await db.select().from(outboxMessages).where(eq(outboxMessages.to, unknown));
  expect(mails).toEqual([]);
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
