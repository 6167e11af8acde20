import type { Page } from "@playwright/test";
import { and, eq, sql } from "drizzle-orm";
import { orders, organizations, transactionCodes, users } from "@/db/schema";
import { putInCart } from "../support/cart-rows";
import { newOwnCallerId } from "../support/factories";
import { firstTwo, only } from "../support/rows";
import { simulatedTwilio } from "../support/simulated-twilio";
import { codeFor, expect, openUsers, proceed, test, typeCode } from "./console";

const orderOf = (page: Page) => page.url().split("/").at(-2) ?? "";
const approve = async (page: Page, code: string) => {
  await typeCode(page, code);
  // The answer puts the typed code back, so the next one is typed after it.
  await expect(page.locator("form[aria-busy]")).toHaveCount(0);
};
const wrongOf = (code: string) => (code.startsWith("0") ? "1" : "0") + code.slice(1);

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("each code that does not approve gets its own sentence", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      await putInCart(db, admin, 1);
      await proceed(page, "628 555 0101");
      const ofAnotherOrder = await codeFor(db, admin.email);
      await proceed(page, "628 555 0100");
      const orderId = orderOf(page);
      const first = await codeFor(db, admin.email);
      const codes = (set: Partial<typeof transactionCodes.$inferInsert>) =>
        db.update(transactionCodes).set(set).where(eq(transactionCodes.orderId, orderId));

      for (const malformed of ["", "7K4Q", "7K4Q-9RX!"]) {
        await approve(page, malformed);
        await expect(
          page.getByText(/8 letters and digits, such as .* This did not cost a try/),
        ).toBeVisible();
        await expect(page.getByRole("textbox", { name: "Transaction Code" })).toHaveValue(malformed);
      }
      await approve(page, ofAnotherOrder);
      await expect(page.getByText("That is not the code we sent. 4 tries left.")).toBeVisible();

      await codes({ expiresAt: new Date(Date.now() - 1000) });
      await approve(page, first);
      await expect(
        page.getByText("This code has expired: it worked for 10 minutes. Send a new code."),
      ).toBeVisible();
      await page.reload();
      await expect(page.getByText(/has expired\. Nothing was bought/)).toBeVisible();

      await codes({ createdAt: new Date(Date.now() - 61_000) });
      await page.goto(`/administration/orders/${orderId}/transaction-code`);
      await page.getByRole("button", { name: "Send a new code" }).click();
      await expect(page.getByText("A new code is on its way.")).toBeVisible();
      await approve(page, first);
      await expect(page.getByText(/This code was replaced by a newer one/)).toBeVisible();

      const second = await codeFor(db, admin.email);
      expect(second).not.toBe(first);
      for (let left = 4; left >= 0; left--) {
        await approve(page, wrongOf(second));
        await expect(
          page.getByText(
            left > 1 ? `${left} tries left.` : left === 1 ? "1 try left." : "it was the last try",
          ),
        ).toBeVisible();
      }
      await approve(page, second);
      await expect(
        page.getByText("This code is used up after 5 wrong tries. Send a new code."),
      ).toBeVisible();
      const order = only(await db.select().from(orders).where(eq(orders.id, orderId)));
      expect(order.state).toBe("awaiting_code");
    });

    test("a user who was deactivated since the code was sent is named, and a new code is mailed", async ({
      signedIn: page,
      db,
      organization: { admin, staff },
    }) => {
      const [leaver, stayer] = firstTwo(staff);
      await putInCart(db, admin, 2);
      await openUsers(page);
      for (const person of [leaver, stayer]) await page.getByLabel(person.name).check();
      await page.getByRole("button", { name: "Proceed" }).click();
      await expect(page.locator("dl.definition-list")).toContainText("$2.30");
      const before = await page.locator(".fingerprint").innerText();
      const first = await codeFor(db, admin.email);

      await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, leaver.id));
      await approve(page, first);
      await expect(
        page.getByText(`${leaver.name} is no longer active and will not be assigned.`),
      ).toBeVisible();
      await expect(page.getByText("We emailed a new code for the order as it is now.")).toBeVisible();
      await page.goto(page.url());
      await expect(page.locator("dl.definition-list")).toContainText(stayer.name);
      await expect(page.locator("dl.definition-list")).not.toContainText(leaver.name);
      expect(await page.locator(".fingerprint").innerText()).not.toBe(before);
      await expect.poll(() => codeFor(db, admin.email)).not.toBe(first);
    });
  });

test("prices that changed since the code was sent are shown, and need a new code", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  // Prices are everybody's, so this is the one journey that buys Canadian numbers.
  await putInCart(db, admin, 2, "416", "CA");
  await proceed(page, "628 555 0100");
  await expect(page.locator("dl.definition-list")).toContainText("$2.30");
  const first = await codeFor(db, admin.email);
  try {
    await simulatedTwilio().set({ prices: { "CA/local": "1.30" } });
    await approve(page, first);
    await expect(page.getByText(/from \$2\.30 to \$2\.60 per month/)).toBeVisible();
    await expect(page.locator("dl.definition-list")).toContainText("$2.60");
    await expect.poll(() => codeFor(db, admin.email)).not.toBe(first);
    await approve(page, await codeFor(db, admin.email));
    await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
  } finally {
    await simulatedTwilio().set({ prices: {} });
  }
});

test("the maximum and a loop are looked at again at approval; the code still works once they are mended", async ({
  signedIn: page,
  db,
  organization: { admin, organizationId },
}) => {
  await putInCart(db, admin, 2);
  await proceed(page, "628 555 0100");
  const code = await codeFor(db, admin.email);
  const maximum = (maximumCallerIds: number) =>
    db.update(organizations).set({ maximumCallerIds }).where(eq(organizations.id, organizationId));
  await maximum(1);
  await approve(page, code);
  await expect(
    page.getByText(/may purchase 1 Caller ID in all, and 1 number of this order would be too many/),
  ).toBeVisible();
  await maximum(10);
  await newOwnCallerId(db, organizationId, "+16285550100");
  await approve(page, code);
  await expect(page.getByText(/has become one of your own Caller IDs/)).toBeVisible();
  await db.execute(sql`update caller_ids set released_at = now() where organization_id = ${organizationId}`);
  await approve(page, code);
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
});

test("only its requester sees the code page; a colleague may read the order", async ({
  signedIn: page,
  db,
  organization: { admin },
  colleague: { page: theirs },
}) => {
  await putInCart(db, admin, 1);
  await proceed(page, "628 555 0100");
  expect((await theirs.request.get(page.url())).status()).toBe(404);
  await theirs.goto(page.url().replace("/transaction-code", ""));
  await expect(theirs.getByText("has not approved this order yet. Nothing was bought.")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("codes are mailed once a minute, five times an order, and twenty times an hour", async ({
    signedIn: page,
    db,
    organization: { admin, organizationId },
  }) => {
    await putInCart(db, admin, 1);
    await proceed(page, "628 555 0100");
    const orderId = orderOf(page);
    const send = () => page.getByRole("button", { name: "Send a new code" }).click();
    const ageCodes = () =>
      db
        .update(transactionCodes)
        .set({ createdAt: sql`created_at - interval '61 seconds'` })
        .where(
          and(eq(transactionCodes.organizationId, organizationId), eq(transactionCodes.userId, admin.userId)),
        );
    await send();
    await expect(
      page.getByText(/A code was sent a moment ago\. Wait \d+ seconds?, then try again\./),
    ).toBeVisible();
    for (let sent = 2; sent <= 5; sent++) {
      await ageCodes();
      await send();
      await expect(page.getByText("A new code is on its way.")).toBeVisible();
    }
    await ageCodes();
    await send();
    await expect(page.getByText("Five codes were sent for this order already.")).toBeVisible();

    await db.execute(sql`
      insert into transaction_codes (id, organization_id, order_id, user_id, mac, fingerprint, created_at, expires_at, sent_at, superseded_at)
      select 'txc_' || ${orderId} || n, organization_id, order_id, user_id, 'x', fingerprint, created_at, expires_at, sent_at, now()
      from transaction_codes, generate_series(1, 15) n where order_id = ${orderId} and superseded_at is null`);
    await proceed(page, "628 555 0101");
    await expect(page.getByText(/You have asked for 20 codes in the last hour/).first()).toBeVisible();
    await expect(page.getByText("No code was emailed.")).toBeVisible();
  });
});
