import { sql } from "drizzle-orm";
import { expect, test } from "./console";

// A finger on a row anywhere, at every width below which rows are cards.
for (const width of [320, 360, 390, 700, 1280])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 780 }, hasTouch: width < 800 });

    test("the middle of every row of the orders leads to its order, and back to the list as it was", async ({
      signedIn: page,
      db,
      organization: { admin, organizationId, twilioAccountSid },
    }) => {
      await db.execute(sql`insert into orders (id, organization_id, requester_id, twilio_account_sid, state, fingerprint,
          forward_to, ring_forever, currency, total_micros, created_at, expires_at, finished_at)
        select 'ord_' || ${organizationId} || n, ${organizationId}, ${admin.userId}, ${twilioAccountSid}, 'expired',
          lpad(n::text, 64, '0'), '+16285550100', false, 'USD', 0, now() - n * interval '1 minute', now(), now()
        from generate_series(1, 4) n`);
      const list = "/administration/orders?show=expired";
      await page.goto(list);
      const rows = page.locator("tbody tr");
      await expect(rows).toHaveCount(4);
      for (let index = 0; index < 4; index++) {
        const row = rows.nth(index);
        const name = (await row.getByRole("link").textContent()) ?? "";
        const box = await row.boundingBox();
        if (!box) throw new Error("A row without a box");
        const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
        if (width < 800) await page.touchscreen.tap(...middle);
        else await page.mouse.click(...middle);
        await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
        await page.locator(".page-head-back").click();
        await expect(page).toHaveURL(list);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    });
  });
