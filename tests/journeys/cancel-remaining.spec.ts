import { eq } from "drizzle-orm";
import { orderLines, orders } from "@/db/schema";
import { plainNumber } from "@/lib/domain/format";
import { putInCart } from "../support/cart-rows";
import { fictional, newOrganization, newTwilioCallerId } from "../support/factories";
import { simulatedTwilio } from "../support/simulated-twilio";
import { codeFor, expect, proceed, resume, test, typeCode } from "./console";
import { isFine } from "./fine";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a second admin cancels what is left of a paused order, after a question; the rest is free again", async ({
      signedIn: page,
      db,
      organization: { admin, twilioAccountSid: account },
      colleague: { page: theirs },
    }) => {
      await putInCart(db, admin, 3);
      await proceed(page, "628 555 0100");
      await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST", account });
      await typeCode(page, await codeFor(db, admin.email));
      await expect(page.getByText("Buying is paused.")).toBeVisible();
      await simulatedTwilio().clearFaults(account);

      await theirs.goto("/administration/orders");
      await theirs.getByRole("row").getByRole("link").click();
      const ask = theirs.getByRole("button", { name: "Cancel what is left" }).first();
      await ask.click();
      await expect(
        theirs.getByRole("heading", { name: "Cancel the 3 numbers that are left?" }),
      ).toBeVisible();
      if (javaScriptEnabled) await isFine(theirs, "the question before cancelling");
      await theirs.getByRole("button", { name: "Keep the order" }).click();
      await expect(theirs.getByText("Buying is paused.")).toBeVisible();
      await ask.click();
      await theirs.getByRole("dialog").getByRole("button", { name: "Cancel what is left" }).click();
      await expect(
        theirs.getByText("What was left is cancelled: 3 numbers will not be bought."),
      ).toBeVisible();
      await expect(theirs.getByText("Purchase finished: 0 of 3 bought")).toBeVisible();
      await expect(theirs.getByRole("table").getByText("Cancelled before it was bought.")).toHaveCount(3);
      await expect(theirs.getByText("3 numbers were not bought.", { exact: true })).toBeVisible();
      await theirs.getByText("History").click();
      await expect(theirs.getByText("Another Admin cancelled what was left.")).toBeVisible();
      await expect(theirs.getByText("3 numbers cancelled before they were bought.")).toBeVisible();
      await theirs.getByRole("button", { name: "Put failed numbers back into the cart" }).click();
      await expect(theirs.getByText("3 failed numbers put back into your cart.")).toBeVisible();
      // Whoever placed it and pressed Resume meanwhile is told.
      await resume(page);
      await expect(page.getByText("This order is not paused any more.")).toBeVisible();
      await expect(page.getByText("Purchase finished: 0 of 3 bought")).toBeVisible();
      expect(await simulatedTwilio().purchases(account)).toEqual([]);
    });

    test("a forwarding number that would make calls go round in circles is refused beside its field", async ({
      signedIn: page,
      db,
      organization,
    }) => {
      const [ordered = ""] = await putInCart(db, organization.admin, 1);
      const other = await newOrganization(db);
      const theirs = fictional();
      await newTwilioCallerId(db, other, theirs);
      await page.goto("/administration/caller-ids/cart/forward-calls");
      const field = page.getByLabel("Forward all Incoming Calls to");
      await field.fill(plainNumber(theirs));
      await page.getByRole("button", { name: "Proceed" }).click();
      await expect(page.getByText(`${plainNumber(theirs)} can't be used for forwarding.`)).toBeVisible();
      await expect(field).toHaveValue(plainNumber(theirs));
      // Call-backs of a number that the team has already go to the one in the cart.
      await newTwilioCallerId(db, organization, fictional("737"), ordered);
      await field.fill("628 555 0100");
      await page.getByRole("button", { name: "Proceed" }).click();
      await expect(
        page.getByText(
          `Call-backs of 1 Caller ID go to ${plainNumber(ordered)}. Forward them elsewhere first. Nothing was ordered.`,
        ),
      ).toBeVisible();
      expect(
        await db.select().from(orders).where(eq(orders.organizationId, organization.organizationId)),
      ).toEqual([]);
    });
  });

// What asks, and how, is walked without scripts above.
test("an order that is ending says so, and offers no Resume", async ({
  signedIn: page,
  db,
  organization: { admin, twilioAccountSid: account, organizationId },
}) => {
  await putInCart(db, admin, 2);
  await proceed(page, "628 555 0100");
  const lines = await db.select().from(orderLines).where(eq(orderLines.organizationId, organizationId));
  // One purchase gets no answer, which is found out in a minute and a half; at the other the account is blocked.
  const post = (nr: number) => ({ method: "POST", account, phoneNumber: lines[nr]?.e164 });
  await simulatedTwilio().fault({ kind: "status5xx", effect: "before" }, post(0));
  await simulatedTwilio().fault({ kind: "account", as: "20005" }, post(1));
  await typeCode(page, await codeFor(db, admin.email));
  await expect(page.getByText("Buying is paused.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel what is left" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel what is left" }).click();
  await expect(page.getByText("Ending.")).toBeVisible();
  await expect(page.getByText("1 number is looked up at Twilio")).toBeVisible();
  await expect(page.getByRole("button", { name: "Resume" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Cancel what is left" })).toHaveCount(0);
  await isFine(page, "an order that is ending");
  await page.goto("/administration/orders");
  await expect(page.getByRole("row").getByText("Ending")).toBeVisible();
  await simulatedTwilio().clearFaults(account);
});

test("a colleague's order that waits for its code can be cancelled, after a question", async ({
  signedIn: page,
  db,
  organization: { admin },
  colleague: { page: theirs },
}) => {
  await putInCart(db, admin, 1);
  await proceed(page, "628 555 0100");
  await theirs.goto(page.url().replace("/transaction-code", ""));
  await theirs.getByRole("button", { name: "Cancel the order" }).first().click();
  await expect(theirs.getByRole("heading", { name: `Cancel the order of ${admin.name}?` })).toBeVisible();
  await theirs.getByRole("dialog").getByRole("button", { name: "Cancel the order" }).click();
  await expect(theirs.getByText("This order was cancelled. Nothing was bought.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "This order was cancelled" })).toBeVisible();
  await page.goto("/administration/caller-ids/cart");
  await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(1);
});
