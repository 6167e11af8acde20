import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { cartItems, orders, outboxMessages, sessions } from "@/db/schema";
import { putInCart } from "../support/cart-rows";
import { anotherAdmin, newTwilioCallerId } from "../support/factories";
import { codeFor, expect, openSession, test, typeCode } from "./console";

const FORWARD = "/administration/caller-ids/cart/forward-calls";
const CALLER_IDS = "/administration/caller-ids";
const CART = "/administration/caller-ids/cart";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("two tabs: what the other one did is said, and nothing happens twice", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      await putInCart(db, admin, 2);
      const other = await page.context().newPage();
      await page.goto(CART);
      await other.goto(CART);
      const remove = (tab: Page) => tab.getByRole("button", { name: /^Remove / }).first();
      const gone = (await remove(page).getAttribute("aria-label"))?.replace("Remove ", "");
      await remove(page).click();
      await expect(page.getByText(`${gone} was removed.`)).toBeVisible();
      await remove(other).click();
      await expect(other.getByText(`${gone} was not in your cart any more.`)).toBeVisible();

      await page.goto(FORWARD);
      await other.goto(CART);
      await other.getByRole("button", { name: "Clear Cart" }).first().click();
      await other.getByRole("dialog").getByRole("button", { name: "Clear Cart" }).click();
      await expect(other.getByText("Your cart was emptied.")).toBeVisible();
      await page.getByLabel("Forward all Incoming Calls to").fill("628 555 0100");
      await page.getByRole("button", { name: "Proceed" }).click();
      await expect(
        page.getByText("Your cart had been emptied meanwhile, so nothing was ordered."),
      ).toBeVisible();
      await expect(page.getByText("Your cart is empty", { exact: true })).toBeVisible();
      await page.goto(FORWARD);
      await expect(page).toHaveURL(CART);
    });

    test("proceeding from two tabs leaves one order that waits, and the first tab's code page says so", async ({
      signedIn: page,
      db,
      organization: { admin, organizationId },
    }) => {
      await putInCart(db, admin, 1);
      const other = await page.context().newPage();
      for (const [tab, line] of [
        [page, "0100"],
        [other, "0101"],
      ] as const) {
        await tab.goto(FORWARD);
        await tab.getByLabel("Forward all Incoming Calls to").fill(`628 555 ${line}`);
      }
      for (const tab of [page, other]) {
        await tab.getByRole("button", { name: "Proceed" }).click();
        await expect(tab.getByRole("heading", { name: "Transaction Code" })).toBeVisible();
      }
      const code = await codeFor(db, admin.email);
      await typeCode(page, code);
      await expect(page.getByText("This order was cancelled")).toBeVisible();
      await expect(page.getByText(/Nothing was bought/)).toBeVisible();
      const placed = await db.select().from(orders).where(eq(orders.organizationId, organizationId));
      expect(placed.map((order) => order.state).sort()).toEqual(["awaiting_code", "cancelled"]);
    });

    test("the same order proceeded with at the same moment from two tabs is one order, one code, one mail", async ({
      signedIn: page,
      db,
      organization: { admin, organizationId },
    }) => {
      await putInCart(db, admin, 2);
      const other = await page.context().newPage();
      for (const tab of [page, other]) {
        await tab.goto(FORWARD);
        await tab.getByLabel("Forward all Incoming Calls to").fill("628 555 0100");
      }
      await Promise.all(
        [page, other].map((tab) => tab.getByRole("button", { name: "Proceed" }).click({ noWaitAfter: true })),
      );
      for (const tab of [page, other])
        await expect(tab.getByRole("heading", { name: "Transaction Code" })).toBeVisible();
      expect(page.url()).toBe(other.url());
      const placed = await db.select().from(orders).where(eq(orders.organizationId, organizationId));
      expect(placed.map((order) => order.state)).toEqual(["awaiting_code"]);
      const mails = await db.select().from(outboxMessages).where(eq(outboxMessages.to, admin.email));
      expect(mails.filter(({ subject }) => subject.startsWith("Transaction Code"))).toHaveLength(1);
      await typeCode(other, await codeFor(db, admin.email));
      await expect(other.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
    });

    test("what was ticked when the session ended is still chosen after signing in again, by its owner alone", async ({
      signedIn: page,
      db,
      organization,
    }) => {
      const { admin } = organization;
      for (const e164 of ["+15125550141", "+15125550142", "+15125550143"])
        await newTwilioCallerId(db, organization, e164, "+16285550100");
      await page.goto(CALLER_IDS);
      for (const number of ["(512) 555-0141", "(512) 555-0142"])
        await page.getByRole("checkbox", { name: `Select ${number}` }).check();
      await db.delete(sessions).where(eq(sessions.userId, admin.userId));
      await page.context().clearCookies();
      await page.getByRole("button", { name: "Lock" }).click();
      await expect(page.getByText("What you chose is kept")).toBeVisible();
      const to = (await page.locator('input[name="to"]').getAttribute("value")) ?? "";
      expect(to).toMatch(/^\/administration\/caller-ids\/change\?selection=sel_/);
      // It signs nobody in: without a session the window is as closed as before.
      await page.goto(to);
      await expect(page).toHaveURL(/\/sign-in/);
      await openSession(page, db, (await anotherAdmin(db, admin)).userId);
      await page.goto(to);
      await expect(page.getByText("There is nothing here")).toBeVisible();
      await page.context().clearCookies();
      await openSession(page, db, admin.userId);
      await page.goto(to);
      await expect(page.getByText("2 ticked rows")).toBeVisible();
    });

    test("a form that is sent after signing out changes nothing, and signing in leads back to it", async ({
      signedIn: page,
      db,
      organization: { admin, organizationId },
    }) => {
      await putInCart(db, admin, 1);
      await page.goto(CART);
      const other = await page.context().newPage();
      await other.goto("/administration/orders");
      await other.getByRole("button", { name: /your account/ }).click();
      await other.getByRole("button", { name: "Sign out" }).click();
      await expect(other).toHaveURL(/\/sign-in$/);
      await page.getByRole("button", { name: /^Remove / }).click();
      await expect(page.getByText("Your session has ended, so nothing was changed.")).toBeVisible();
      await expect(page.locator('input[name="to"]')).toHaveValue(CART);
      expect(
        await db.select().from(cartItems).where(eq(cartItems.organizationId, organizationId)),
      ).toHaveLength(1);
    });
  });
