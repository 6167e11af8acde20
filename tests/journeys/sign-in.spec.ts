import { eq } from "drizzle-orm";
import { outboxMessages, users } from "@/db/schema";
import { createAdmin } from "@/lib/user-accounts/create-admin";
import { first } from "../support/rows";
import { expect, linkFor, signIn, test } from "./console";

test("signing in gives nothing away: an unknown address gets the same answer, and a forged link is none", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill("nobody-knows@me.example");
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.goto("/administration/caller-ids");
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await page.goto("/sign-in/confirm?email=nobody-knows%40me.example&token=forged");
  await expect(page.getByText("This link no longer works")).toBeVisible();
});

test("a session ends when somebody is deactivated, and does not come back with them", async ({
  signedIn: page,
  db,
  organization,
  colleague: _,
}) => {
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

test("a plain user who signs in comes to their own Caller IDs, and is led back there from the administration", async ({
  page,
  db,
  organization,
}) => {
  const { email } = first(organization.staff);
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await page.goto(await linkFor(db, email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/my/caller-ids");
  for (const elsewhere of ["/administration/orders", "/administration/users", "/no-access", "/"]) {
    await page.goto(elsewhere);
    await expect(page).toHaveURL("/my/caller-ids");
  }
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

test("a link's token alone says whose it is, and a form that is sent twice brings one mail", async ({
  page,
  db,
  organization,
  request,
  baseURL,
}) => {
  const { email } = organization.admin;
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const ask = () =>
    request.post("/api/auth/signin/email", {
      form: { email, csrfToken },
      headers: { origin: baseURL ?? "" },
      maxRedirects: 0,
    });
  await Promise.all([ask(), ask()]);
  await expect.poll(() => linkFor(db, email)).toContain("/sign-in/confirm");
  await ask();
  // A mail that is not sent can't be waited for: long enough for one that would be.
  await page.waitForTimeout(1500);
  const mails = await db.select().from(outboxMessages).where(eq(outboxMessages.to, email));
  expect(mails).toHaveLength(1);
  const link = new URL(await linkFor(db, email));
  link.searchParams.set("email", email.toUpperCase());
  await page.goto(link.href);
  await expect(page.getByText(email, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/administration\/caller-ids$/);
  await page.context().clearCookies();
  await page.goto(link.href);
  await expect(page.getByText("A link works once, for 10 minutes, and only whole")).toBeVisible();
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
