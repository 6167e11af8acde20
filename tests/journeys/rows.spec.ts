import { sql } from "drizzle-orm";
import { putInCart } from "../support/cart-rows";
import { fictional, newTwilioCallerId } from "../support/factories";
import { expect, test } from "./console";

// A finger on a row anywhere, at every width below which rows are cards.
for (const width of [320, 360, 390, 700, 1280])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 780 }, hasTouch: width < 800 });

    test("the middle of every row of the orders and of the Caller IDs leads to what it is about, and back", async ({
      signedIn: page,
      db,
      organization,
    }) => {
      const { admin, organizationId, twilioAccountSid } = organization;
      await db.execute(sql`insert into orders (id, organization_id, requester_id, twilio_account_sid, state, fingerprint,
          forward_to, ring_forever, currency, total_micros, created_at, expires_at, finished_at)
        select 'ord_' || ${organizationId} || n, ${organizationId}, ${admin.userId}, ${twilioAccountSid}, 'expired',
          lpad(n::text, 64, '0'), '+16285550100', false, 'USD', 0, now() - n * interval '1 minute', now(), now()
        from generate_series(1, 4) n`);
      for (let index = 0; index < 4; index++) await newTwilioCallerId(db, organization, fictional());
      for (const list of ["/administration/orders?show=expired", "/administration/caller-ids"]) {
        await page.goto(list);
        const rows = page.locator("tbody tr");
        await expect(rows).toHaveCount(4);
        for (const index of [0, 3]) {
          const row = rows.nth(index);
          await row.scrollIntoViewIfNeeded();
          const href = (await row.getByRole("link").getAttribute("href")) ?? "";
          const box = await row.boundingBox();
          if (!box) throw new Error("A row without a box");
          const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
          if (width < 800) await page.touchscreen.tap(...middle);
          else await page.mouse.click(...middle);
          await expect(page).toHaveURL(href);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await page.locator(".page-head-back").click();
          await expect(page).toHaveURL(list);
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      }
    });
  });

for (const width of [360, 1280])
  test.describe(`in a cart at ${width} px`, () => {
    test.use({ viewport: { width, height: 780 }, hasTouch: width < 800 });

    test("a row is ticked wherever it is pressed, several with Shift, and Escape loses none of them", async ({
      signedIn: page,
      db,
      organization: { admin },
    }) => {
      await putInCart(db, admin, 4);
      await page.goto("/administration/caller-ids/cart");
      await expect(page.getByLabel("Select all numbers")).toBeVisible();
      const boxes = page.locator("tbody input[name=line]");
      const press = async (index: number, shift = false) => {
        const box = await page.locator("tbody tr").nth(index).boundingBox();
        if (!box) throw new Error("A row without a box");
        const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
        if (width < 800) return page.touchscreen.tap(...middle);
        if (shift) await page.keyboard.down("Shift");
        await page.mouse.click(...middle);
        if (shift) await page.keyboard.up("Shift");
      };
      await press(1);
      await expect(boxes.nth(1)).toBeChecked();
      await press(1);
      await expect(boxes.nth(1)).not.toBeChecked();
      await press(0);
      // On the number itself, too, which marks itself to be copied.
      await page.locator("tbody tr").nth(1).locator(".phone-number").click();
      await expect(page.locator("tbody input:checked")).toHaveCount(2);
      if (width > 800) {
        await press(3, true);
        await expect(page.locator("tbody input:checked")).toHaveCount(4);
      }
      await page.keyboard.press("Escape");
      await expect(page.getByRole("heading", { name: "Cart" })).toBeVisible();
    });
  });

test("after an act the keyboard goes on at what the page says, and Escape leaves a field that is empty", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await putInCart(db, admin, 3);
  await page.goto("/administration/caller-ids/cart");
  await page.locator("tbody input[name=line]").first().check();
  await page.getByRole("button", { name: "Remove from cart" }).click();
  const removed = page.locator(".notice", { hasText: "was removed." });
  await expect(removed).toBeFocused();
  await removed.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(page.locator(".notice", { hasText: "1 number is back in your cart." })).toBeFocused();
  await page.goto("/administration/caller-ids/add?back=%2Fadministration%2Forders");
  await page.getByLabel("Area code").press("Escape");
  await expect(page).toHaveURL("/administration/orders");
});

test("what is typed while an answer is on its way is still there when it has come", async ({
  signedIn: page,
}) => {
  await page.goto("/administration/users/new");
  await page.getByLabel("Name").fill("Mona");
  await page.getByLabel("Email").fill("mona at home");
  let answer = () => {};
  await page.route("**/users/new*", async (route) => {
    if (route.request().method() === "POST") await new Promise<void>((done) => (answer = done));
    await route.continue();
  });
  await page.getByLabel("Email").press("Enter");
  await expect(page.locator("form[aria-busy]")).toBeVisible();
  await page.getByLabel("Name").fill("Mona Lindqvist");
  answer();
  await expect(page.locator(".field-error").first()).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Mona Lindqvist");
  await expect(page.getByLabel("Email")).toHaveValue("mona at home");
});
