import { test as base, expect, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import { outboxMessages } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { sessionCookieName } from "@/lib/domain/sign-in/session-cookie";
import { anotherAdmin, newOrganization, type Organization } from "../support/factories";
import { codeIn, linkIn } from "../support/mails";
import { newSession } from "../support/sessions";

type Fixtures = {
  db: Db;
  organization: Organization;
  signedIn: Page;
  /** Another admin of the organisation, and a page that is signed in as them, with scripts or without as the first. */
  colleague: { admin: Admin; page: Page };
  /** What browsers say of the content security policy, in any window that a journey opens; none may be left at its end. */
  violations: string[];
};

/** A journey's own organisation, and a page that is signed in as its admin; how one signs in has journeys of its own. */
export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(process.env.CONSOLE_URL),
  db: async ({}, use) => {
    const { db, pool } = connect(process.env.DATABASE_URL ?? "", 2);
    await use(db);
    await pool.end();
  },
  organization: async ({ db }, use) => use(await newOrganization(db)),
  violations: [
    async ({ browser }, use) => {
      const violations: string[] = [];
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        context.on("console", (message) => {
          if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
        });
        return context;
      };
      await use(violations);
      browser.newContext = newContext;
      expect(violations, "the content security policy").toEqual([]);
    },
    { auto: true },
  ],
  signedIn: async ({ page, db, organization }, use) => {
    await openSession(page, db, organization.admin.userId);
    await page.goto("/administration/caller-ids");
    await use(page);
  },
  colleague: async ({ browser, baseURL, javaScriptEnabled, db, organization }, use) => {
    const admin = await anotherAdmin(db, organization.admin);
    const context = await browser.newContext({ baseURL, javaScriptEnabled });
    const page = await context.newPage();
    await openSession(page, db, admin.userId);
    await use({ admin, page });
    await context.close();
  },
});
export { expect };

/** The newest mail to somebody whose subject fits, as the outbox page would show it. */
async function newestMail(db: Db, to: string, subject: RegExp): Promise<string> {
  const find = async () => {
    const mails = await db
      .select()
      .from(outboxMessages)
      .where(eq(outboxMessages.to, to))
      .orderBy(outboxMessages.sentAt);
    return mails.filter((mail) => subject.test(mail.subject)).at(-1)?.text ?? "";
  };
  await expect.poll(find, { message: `mail to ${to}` }).not.toBe("");
  return find();
}

/** As after a sign-in, without its mail and three pages. */
export async function openSession(page: Page, db: Db, userId: string) {
  const sessionToken = await newSession(db, userId);
  const url = process.env.CONSOLE_URL ?? "";
  await page
    .context()
    .addCookies([
      { name: sessionCookieName(url), value: sessionToken, url, httpOnly: true, sameSite: "Lax" },
    ]);
}

/** Through the emailed link; `to` is where that leads. */
export async function signIn(
  page: Page,
  db: Db,
  email: string,
  at = "",
  to = /\/administration\/caller-ids$/,
) {
  await page.goto(`${at}/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.goto(await linkFor(db, email));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(to);
}

/** Searches an area code and puts the first `count` numbers into the cart. Returns them as shown. */
export async function addNumbers(page: Page, areaCode: string, count: number): Promise<string[]> {
  await page.goto("/administration/caller-ids/add");
  await page.getByLabel("Area code").fill(areaCode);
  await page.getByRole("button", { name: "Search" }).click();
  const boxes = page.locator('input[name="offer"]:not(:disabled)');
  await expect(boxes.first()).toBeVisible();
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    const box = boxes.nth(index);
    names.push((await box.getAttribute("aria-label"))?.replace("Select ", "") ?? "");
    await box.check();
  }
  await page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(
    page.getByText(count === 1 ? "1 number added to your cart." : `${count} numbers added to your cart.`),
  ).toBeVisible();
  return names;
}

/** Resumes a paused order, which asks first. */
export async function resume(page: Page) {
  await page
    .getByRole("button", { name: /^Resume and buy / })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Resume and buy / })
    .click();
}

/** The Transaction Code of the newest mail. */
export async function codeFor(db: Db, email: string): Promise<string> {
  const find = async () => codeIn(await newestMail(db, email, /^Transaction Code/));
  await expect.poll(find, { message: "a Transaction Code" }).not.toBe("");
  return find();
}

/** The newest sign-in link to somebody. */
export async function linkFor(db: Db, email: string): Promise<string> {
  return linkIn(await newestMail(db, email, /sign-in link/));
}

/** From a filled cart to the Transaction Code window. */
export async function proceed(page: Page, forwardTo: string, { ringForever = false, at = "" } = {}) {
  await page.goto(`${at}/administration/caller-ids/cart`);
  await page.getByRole("link", { name: "Proceed to Purchase" }).click();
  await page.getByLabel("Forward all Incoming Calls to").fill(forwardTo);
  if (ringForever) await page.getByLabel(/ring forever/).check();
  await page.getByRole("button", { name: "Proceed" }).click();
  await expect(page.getByRole("heading", { name: "Transaction Code" })).toBeVisible();
}

/** Types a Transaction Code and sends it. */
export async function typeCode(page: Page, code: string) {
  await page.getByRole("textbox", { name: "Transaction Code" }).fill(code);
  await page.getByRole("button", { name: "Validate & Proceed" }).click();
}

/** Posts what a browser would post of the form that `find` captures: its hidden fields as the server drew them, and `more`. */
export async function postOf(page: Page, address: string, find: RegExp, more: Record<string, string>) {
  const html = await (await page.request.get(address)).text();
  const multipart = { ...more };
  for (const [, attributes = ""] of (find.exec(html)?.[1] ?? "").matchAll(/<input type="hidden"([^>]*)>/g)) {
    const attribute = (name: string) =>
      new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1]?.replaceAll("&quot;", '"') ?? "";
    multipart[attribute("name")] = attribute("value");
  }
  return (headers: Record<string, string>) =>
    page.request.post(address, { multipart, headers, maxRedirects: 0 });
}

/** Forward Calls with a number typed and the list of users open. */
export async function openUsers(page: Page) {
  await page.goto("/administration/caller-ids/cart/forward-calls");
  await page.getByLabel("Forward all Incoming Calls to").fill("628 555 0100");
  await page
    .getByText(/users$/)
    .first()
    .click();
}
