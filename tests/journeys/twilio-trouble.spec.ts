import { eq, sql } from "drizzle-orm";
import { cartItems, orders } from "@/db/schema";
import type { FaultAction } from "@/lib/simulator/faults";
import { putInCart } from "../support/cart-rows";
import { anotherAdmin, newOrganization } from "../support/factories";
import { simulatedTwilio } from "../support/simulated-twilio";
import { codeFor, expect, proceed, resume, signIn, test, typeCode } from "./console";

const CART = "/administration/caller-ids/cart";
const twilio = () => simulatedTwilio();

const TROUBLES: [name: string, fault: FaultAction, words: RegExp][] = [
  ["suspended", { kind: "account", as: "20403" }, /Twilio account suspended/],
  ["on trial", { kind: "account", as: "21404" }, /Trial account limit/],
  ["restricted", { kind: "account", as: "22300" }, /restricted this account from buying/],
  [
    "without funds",
    { kind: "account", as: "10001" },
    /The Twilio account has no funds\. Add some in Twilio’s console, then resume\./,
  ],
  ["locked out", { kind: "account", as: "20003" }, /did not accept our credentials/],
];

for (const [name, fault, words] of TROUBLES)
  test(`an account that is ${name} pauses the order with one clear sentence, and Resume buys the rest`, async ({
    signedIn: page,
    db,
    organization: { admin, twilioAccountSid },
  }) => {
    await putInCart(db, admin, 2);
    await proceed(page, "628 555 0100");
    await twilio().fault(fault, { method: "POST", account: twilioAccountSid });
    await typeCode(page, await codeFor(db, admin.email));
    await expect(page.getByText("Buying is paused.")).toBeVisible();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(words);
    await expect(page.getByText("Nothing more is bought until somebody resumes.")).toBeVisible();
    await twilio().clearFaults(twilioAccountSid);
    await resume(page);
    await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
    expect(await twilio().purchases(twilioAccountSid)).toHaveLength(2);
  });

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("while Twilio is down a search keeps its form and offers a retry, and a cart is not lost", async ({
      signedIn: page,
      db,
      organization: { admin, twilioAccountSid },
    }) => {
      await putInCart(db, admin, 1);
      await twilio().fault({ kind: "cut", effect: "before" }, { account: twilioAccountSid });
      await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=512&city=Austin");
      await expect(page.getByRole("main").getByRole("alert")).toContainText(
        /Twilio (could not be reached|did not answer).* Your search is still above and your cart is safe/,
      );
      await expect(page.getByLabel("Area code")).toHaveValue("512");
      await expect(page.getByLabel("City")).toHaveValue("Austin");
      await expect(page.getByRole("link", { name: "Cart (1)" })).toBeVisible();

      await page.goto(CART);
      await page.getByRole("button", { name: "Check availability" }).click();
      await expect(page.getByText(/Twilio (could not be reached|did not answer)/)).toBeVisible();
      await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(1);

      await twilio().clearFaults(twilioAccountSid);
      await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=512");
      await expect(page.locator('input[name="offer"]').first()).toBeVisible();
    });

    test("a number that Twilio no longer shows may be gone, stays in the cart, and leads to similar ones", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      const [gone = "", there = ""] = await putInCart(db, admin, 2, "615");
      await twilio().sellToRival(gone);
      await page.goto(CART);
      await page.getByRole("button", { name: "Check availability" }).click();
      const row = (e164: string) =>
        page.getByRole("row").filter({ has: page.locator(`[data-e164="${e164}"]`) });
      await expect(row(gone)).toContainText("May be gone, just now");
      await expect(row(there)).toContainText("Available, just now");
      await expect(page.getByText("1 number may be gone.")).toBeVisible();
      await expect(page.getByText("$2.30")).toHaveCount(2);
      await db
        .update(cartItems)
        .set({ checkedAt: new Date(Date.now() - 7 * 60_000) })
        .where(eq(cartItems.e164, gone));
      await page.goto(CART);
      await expect(row(gone)).toContainText("May be gone, 7 min ago");
      await row(gone).getByRole("link", { name: "Find a similar number" }).click();
      await expect(page.getByLabel("Area code")).toHaveValue("615");
      await expect(page.locator('input[name="offer"]').first()).toBeVisible();
    });
  });

test("where an area code has next to nothing left, similar numbers are of those near it", async ({
  signedIn: page,
}) => {
  await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=212&near=%2B12125550100");
  await expect(page.getByText(/of them of area codes near 212/)).toBeVisible();
  await expect(page.locator('td [data-e164^="+1"]').nth(29)).toBeVisible();
});

test("the cart is checked in the background when it is opened, and says so at the next look", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await putInCart(db, admin, 3);
  const earlier = new Date(Date.now() - 11 * 60_000);
  await db
    .update(cartItems)
    .set({ addedAt: earlier })
    .where(eq(cartItems.organizationId, admin.organizationId));
  await page.goto(CART);
  await expect(page.getByText("Not checked yet")).toHaveCount(3);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Available, just now")).toHaveCount(3, { timeout: 500 });
  }).toPass();
});

test("two admins with the same number: one buys it, the other's row says whose it is", async ({
  signedIn: page,
  db,
  organization: { admin, organizationId, twilioAccountSid },
  browser,
  baseURL,
}) => {
  const second = await anotherAdmin(db, admin);
  const [e164 = ""] = await putInCart(db, admin, 1, "737");
  const [row] = await db.select().from(cartItems).where(eq(cartItems.e164, e164));
  await putInCart(db, second, 1, "615");
  await db.execute(sql`update cart_items set e164 = ${e164}, region = ${row?.region ?? null}, locality = ${row?.locality ?? null}
    where organization_id = ${organizationId} and e164 <> ${e164}`);
  const context = await browser.newContext({ baseURL });
  const theirs = await context.newPage();
  await signIn(theirs, db, second.email);
  await proceed(page, "628 555 0100");
  await proceed(theirs, "628 555 0100");
  // The first one's order stays open while Twilio hangs, so the second meets it.
  await twilio().fault({ kind: "status429" }, { method: "POST", account: twilioAccountSid });
  for (const [tab, email] of [
    [page, admin.email],
    [theirs, second.email],
  ] as const) {
    await typeCode(tab, await codeFor(db, email));
    await expect(tab.getByRole("heading", { name: "Cart" })).toBeVisible();
  }
  await expect(theirs.getByText("Purchase finished: 0 of 1 bought")).toBeVisible();
  await expect(theirs.getByRole("row").filter({ hasText: "In another order." })).toBeVisible();
  await twilio().clearFaults(twilioAccountSid);
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible({ timeout: 40_000 });
  expect(await twilio().purchases(twilioAccountSid)).toEqual([e164]);
  await context.close();
});

test("an organisation's trouble with Twilio is nobody else's", async ({
  signedIn: page,
  db,
  organization,
}) => {
  const other = await newOrganization(db);
  await twilio().fault({ kind: "account", as: "20403" }, { account: other.twilioAccountSid });
  await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=512");
  await expect(page.locator('input[name="offer"]').first()).toBeVisible();
  expect(
    await db.select().from(orders).where(eq(orders.organizationId, organization.organizationId)),
  ).toEqual([]);
  await twilio().clearFaults(other.twilioAccountSid);
});
