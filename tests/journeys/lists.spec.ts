import { sql } from "drizzle-orm";
import { expect, test } from "./console";
import { isFine } from "./fine";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("Caller IDs come in pages of 50, there and back", async ({ signedIn: page, db, organization }) => {
    await db.execute(sql`insert into caller_ids (id, organization_id, source, e164, country, type, added_at)
    select 'cid_page' || n, ${organization.organizationId}, 'own', '+1' || (3035550000 + n), 'US', 'local',
      now() - n * interval '1 minute' from generate_series(1, 120) n`);
    await page.goto("/administration/caller-ids");
    const numbers = page.locator(".phone-number");
    const pages = page.getByRole("navigation", { name: "Pages" });
    await expect(numbers).toHaveCount(50);
    await expect(numbers.first()).toHaveText("(303) 555-0001");
    await expect(pages.getByRole("link")).toHaveText(["Next"]);
    await pages.getByRole("link", { name: "Next" }).click();
    await expect(numbers.first()).toHaveText("(303) 555-0051");
    await expect(pages.getByRole("link")).toHaveText(["Previous", "Next"]);
    await pages.getByRole("link", { name: "Next" }).click();
    await expect(numbers).toHaveCount(20);
    await expect(pages.getByRole("link")).toHaveText(["Previous"]);
    await pages.getByRole("link", { name: "Previous" }).click();
    await expect(numbers.first()).toHaveText("(303) 555-0051");
    // What was typed or is out of date leads to the first page.
    await page.goto("/administration/caller-ids?after=nonsense&before=");
    await expect(numbers.first()).toHaveText("(303) 555-0001");
  });
});

test("orders keep their filter from page to page", async ({ signedIn: page, db, organization }) => {
  const { admin, organizationId, twilioAccountSid } = organization;
  await db.execute(sql`insert into orders (id, organization_id, requester_id, twilio_account_sid, state, fingerprint, forward_to,
      ring_forever, currency, total_micros, created_at, expires_at, finished_at)
    select 'ord_page' || n, ${organizationId}, ${admin.userId}, ${twilioAccountSid},
      case when n % 2 = 0 then 'cancelled' else 'expired' end, lpad(n::text, 64, '0'), '+16285550100', false, 'USD', 0,
      now() - n * interval '1 minute', now(), now() from generate_series(1, 140) n`);
  await page.goto("/administration/orders");
  const rows = page.getByRole("row").filter({ has: page.getByRole("link") });
  await expect(rows).toHaveCount(50);
  await page.getByRole("navigation", { name: "Show" }).getByRole("link", { name: "Cancelled 70" }).click();
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByRole("link", { name: "Next" }).click();
  await expect(rows).toHaveCount(20);
  await expect(rows.filter({ hasText: "Cancelled" })).toHaveCount(20);
  await isFine(page, "a page of orders");
  await pages.getByRole("link", { name: "Previous" }).click();
  await expect(rows.filter({ hasText: "Cancelled" })).toHaveCount(50);
});
