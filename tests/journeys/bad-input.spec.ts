import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { cartItems, orders, users } from "@/db/schema";
import { putInCart } from "../support/cart-rows";
import { newOrganization, newOwnCallerId } from "../support/factories";
import { first, only } from "../support/rows";
import { codeFor, expect, postOf, proceed, signIn, test, typeCode } from "./console";

const FORWARD = "/administration/caller-ids/cart/forward-calls";
const CART = "/administration/caller-ids/cart";

/** The words that are tied to a field, as a screen reader finds them. */
const errorOf = async (page: Page, label: string | RegExp) => {
  const field = page.getByLabel(label, { exact: true });
  await expect(field).toHaveAttribute("aria-invalid", "true");
  const ids = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
  return page.locator(`#${ids.find((id) => id.endsWith("-error"))}`).innerText();
};

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("every forwarding number that can't be gets its own words, and nothing is ordered", async ({
      signedIn: page,
      db,
      organization: { admin, organizationId },
    }) => {
      await newOwnCallerId(db, organizationId, "+14155550132");
      const ordered = first(await putInCart(db, admin, 2));
      await page.goto(FORWARD);
      for (const [typed, words] of [
        ["", "Enter the number that call-backs should ring."],
        ["my mobile", "is not a phone number"],
        ["555", "too short"],
        ["415 555 0132", "one of your own Caller IDs"],
        [ordered, "one of the numbers you are buying"],
        ["911", "911 is an emergency number"],
        ["112", "112 is an emergency number"],
        ["900 555 0100", "premium-rate"],
        ["020 7946 0018", "for another country start with + and its code"],
        ["628 555 0100 ext. 7", "extension"],
      ] as const) {
        await page.getByLabel("Forward all Incoming Calls to").fill(typed);
        await page.getByRole("button", { name: "Proceed" }).click();
        await expect(page.getByText(words)).toBeVisible();
        await expect(page.locator("form[aria-busy]")).toHaveCount(0);
        expect(await errorOf(page, "Forward all Incoming Calls to")).toContain(words);
        await expect(page.getByLabel("Forward all Incoming Calls to")).toHaveValue(typed);
      }
      expect(await db.select().from(orders).where(eq(orders.organizationId, organizationId))).toEqual([]);
      expect(
        await db.select().from(cartItems).where(eq(cartItems.organizationId, organizationId)),
      ).toHaveLength(2);
    });

    test("a search that can't be gets words beside its field, and keeps what was typed", async ({
      signedIn: page,
    }) => {
      for (const [query, label, words] of [
        ["areaCode=000", "Area code", "does not start with 0 or 1"],
        ["areaCode=51", "Area code", "three digits"],
        ["contains=5", "Contains", "at least 2"],
        ["contains=5%3B5", "Contains", "digits or letters"],
        ["state=Tejas", "State", "No state has this name"],
        ["areaCode=876", "Area code", "Jamaica"],
        ["country=DE", "Country", "don’t sell numbers of this country"],
        ["country=GB&areaCode=121", "Area code", "US and Canada only"],
        ["type=satellite", "Type", "Choose Local, Toll-Free or Mobile"],
      ] as const) {
        await page.goto(`/administration/caller-ids/add?${query}`);
        expect(await errorOf(page, label)).toContain(words);
        await expect(page.locator('input[name="offer"]')).toHaveCount(0);
      }
      await expect(
        page
          .goto("/administration/caller-ids/add?areaCode=000")
          .then(() => page.getByLabel("Area code").inputValue()),
      ).resolves.toBe("000");
      // Nothing typed at all is a search like any other.
      await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=");
      await expect(page.locator('input[name="offer"]').first()).toBeVisible();
    });

    test("the 501st number, no number, and a number that Twilio never offered are refused", async ({
      signedIn: page,
      db,
      organization: { admin, organizationId },
    }) => {
      const e164 = only(await putInCart(db, admin, 1));
      const row = only(await db.select().from(cartItems).where(eq(cartItems.e164, e164)));
      const rows = Array.from({ length: 498 }, (_, index) => ({
        ...row,
        e164: `+1213231${String(index).padStart(4, "0")}`,
      }));
      await db.insert(cartItems).values(rows);

      await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=305");
      await page.getByRole("button", { name: "Add to Cart" }).click();
      await expect(page.getByText("Tick at least one number")).toBeVisible();
      await page.locator('input[name="offer"]').nth(0).check();
      await page.locator('input[name="offer"]').nth(1).check();
      await page.getByRole("button", { name: "Add to Cart" }).click();
      await expect(page.getByText("Your cart has room for 1 more number (500 at most).")).toBeVisible();
      await expect(page.getByRole("link", { name: "Cart (499)" })).toBeVisible();

      await page.goto(
        "/administration/caller-ids/add?country=US&type=local&areaCode=305&offer=%2B13055550100",
      );
      await expect(page.locator('input[name="offer"]:checked')).toHaveCount(0);
      const box = page.locator('input[name="offer"]').first();
      const sealed = (await box.getAttribute("value")) ?? "";
      const [body = "", mac = ""] = sealed.split(".");
      const offer = JSON.parse(Buffer.from(body, "base64url").toString());
      const forged = Buffer.from(JSON.stringify({ ...offer, e164: "+13055550100" })).toString("base64url");
      await box.check();
      await box.evaluate((input, value) => input.setAttribute("value", value), `${forged}.${mac}`);
      await page.getByRole("button", { name: "Add to Cart" }).click();
      await expect(
        page.getByText("Twilio did not offer this number in your search. Nothing was added."),
      ).toBeVisible();
      expect(
        await db.select().from(cartItems).where(eq(cartItems.organizationId, organizationId)),
      ).toHaveLength(499);
    });

    test("users who were deactivated meanwhile, or belong elsewhere, are named before anything is ordered", async ({
      signedIn: page,
      db,
      organization: { admin, staff, organizationId },
    }) => {
      const colleague = first(staff);
      const elsewhere = first((await newOrganization(db)).staff);
      await putInCart(db, admin, 1);
      for (const chosen of [colleague.id, elsewhere.id]) {
        await page.goto(FORWARD);
        await page.getByLabel("Forward all Incoming Calls to").fill("628 555 0100");
        await page
          .getByText(/users$/)
          .first()
          .click();
        await page.getByLabel(colleague.name).check();
        if (chosen === colleague.id)
          await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, chosen));
        else
          await page
            .getByLabel(colleague.name)
            .evaluate((input, value) => input.setAttribute("value", value), chosen);
        await page.getByRole("button", { name: "Proceed" }).click();
        await expect(
          page.getByText(/was deactivated meanwhile, or is not of your organization/),
        ).toBeVisible();
        await expect(page.getByLabel("Forward all Incoming Calls to")).toHaveValue("628 555 0100");
        await db.update(users).set({ deactivatedAt: null }).where(eq(users.id, colleague.id));
      }
      expect(await db.select().from(orders).where(eq(orders.organizationId, organizationId))).toEqual([]);
    });

    test("orders that are forged, foreign, cancelled, expired or finished can't be approved, and say why", async ({
      signedIn: page,
      db,
      organization: { admin },
      browser,
      baseURL,
    }) => {
      const place = async (tab: Page, to = "628 555 0100") => {
        await proceed(tab, to);
        return tab.url().split("/").at(-2) ?? "";
      };
      const theirs = await newOrganization(db);
      await putInCart(db, theirs.admin, 1);
      const context = await browser.newContext({ baseURL, javaScriptEnabled });
      const stranger = await context.newPage();
      await signIn(stranger, db, theirs.admin.email);
      const foreign = await place(stranger);
      await context.close();
      await putInCart(db, admin, 1);
      const cancelled = await place(page, "628 555 0101");
      const waiting = await place(page);
      const code = await codeFor(db, admin.email);
      const post = async (orderId: string) => {
        await page.goto(`/administration/orders/${waiting}/transaction-code`);
        await page
          .locator('form#approve input[name="orderId"]')
          .evaluate((input, value) => input.setAttribute("value", value), orderId);
        await typeCode(page, code);
      };
      for (const orderId of ["ord_forged", "' or 1=1 --", foreign]) {
        await post(orderId);
        await expect(page.getByText("There is nothing here")).toBeVisible();
        const answer = await page.request.get(`/administration/orders/${encodeURIComponent(orderId)}`);
        expect(answer.status()).toBe(404);
      }
      await post(cancelled);
      await expect(page.getByText("This order was cancelled")).toBeVisible();
      const untouched = only(await db.select().from(orders).where(eq(orders.id, foreign)));
      expect(untouched.state).toBe("awaiting_code");

      const late = new Date(Date.now() - 1000);
      await db.update(orders).set({ expiresAt: late }).where(eq(orders.id, waiting));
      await page.goto(`/administration/orders/${waiting}/transaction-code`);
      await expect(page.getByText("This order has expired")).toBeVisible();
      await expect(page.getByText(/are still in your cart/)).toBeVisible();

      const bought = await place(page);
      await typeCode(page, await codeFor(db, admin.email));
      await expect(page.getByText("1 of 1").first()).toBeVisible();
      await page.goto(`/administration/orders/${bought}/transaction-code`);
      await expect(page).toHaveURL(new RegExp(`${bought}$`));
    });
  });

test("posts from elsewhere are refused and change nothing, whatever they ask for", async ({
  signedIn: page,
  db,
  organization: { admin, organizationId },
}) => {
  await putInCart(db, admin, 1);
  await page.goto(CART);
  const post = await postOf(page, CART, /window-body[\s\S]*?(<form[\s\S]*?<\/form>)/, { verb: "clear" });
  for (const origin of ["https://evil.example.com", "null", "http://localhost:1"]) {
    const answer = await post({ origin });
    expect(answer.status() >= 400 || answer.headers().location === "/refused", origin).toBe(true);
  }
  expect((await post({})).headers().location).toBe("/refused");
  const rows = () => db.select().from(cartItems).where(eq(cartItems.organizationId, organizationId));
  expect(await rows()).toHaveLength(1);
  // The same post from our own page does what it says.
  expect((await post({ origin: process.env.CONSOLE_URL ?? "" })).headers().location).toBe(CART);
  expect(await rows()).toEqual([]);
});
