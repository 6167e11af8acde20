import { eq } from "drizzle-orm";
import { callerIds } from "@/db/schema";
import { plainNumber } from "@/lib/domain/format";
import { callBack, newRingingCallerId } from "../support/calls";
import { fictional, newOwnCallerId } from "../support/factories";
import { only } from "../support/rows";
import { expect, test } from "./console";

const LIST = "/administration/caller-ids";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a number is found by four digits and by filters, each taken away by its chip; its page leads back to what was found", async ({
      signedIn: page,
      db,
      organization: { organizationId },
    }) => {
      for (const e164 of ["+13125550171", "+13125550172", "+15125550173"])
        await newOwnCallerId(db, organizationId, e164);
      await page.goto(LIST);
      await page.getByRole("searchbox", { name: "Search" }).fill("0172");
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await expect(page.locator("tbody tr")).toHaveCount(1);
      await page.locator("tbody tr").click();
      await expect(page.getByRole("heading", { name: "(312) 555-0172" })).toBeVisible();
      await page.locator(".page-head-back").click();
      await expect(page.locator("tbody tr")).toHaveCount(1);
      await page.getByRole("link", { name: "Remove filter: “0172”" }).click();
      await expect(page.locator("tbody tr")).toHaveCount(3);

      await page.locator("summary").filter({ hasText: "Filter" }).click();
      await page.getByLabel("Area code").fill("(312)");
      await page.getByLabel("Assigned to").selectOption({ label: "Nobody" });
      await page.getByRole("button", { name: "Show Caller IDs" }).click();
      await expect(page.locator("tbody tr")).toHaveCount(2);
      await expect(page.getByRole("status").filter({ hasText: "2 match" })).toBeVisible();
      await page.getByRole("link", { name: "Remove filter: Area code 312" }).click();
      await expect(page.locator("tbody tr")).toHaveCount(3);
      await page.getByRole("link", { name: "Clear all" }).click();
      await expect(page).toHaveURL(LIST);
      await page.goto(`${LIST}?q=nothing-is-called-so`);
      await expect(page.getByText("No Caller ID matches.")).toBeVisible();
    });

    test("a number is opened, forwarded elsewhere, labelled and given to somebody; whoever calls it rings the new target", async ({
      signedIn: page,
      db,
      organization,
    }) => {
      const { e164 } = await newRingingCallerId(db, organization, process.env.CONSOLE_URL ?? "");
      const somebody = organization.staff[0]?.name ?? "";
      await page.goto(`${LIST}?source=twilio`);
      await page.locator("tbody tr").first().click();
      await expect(page.getByRole("heading", { name: plainNumber(e164) })).toBeVisible();
      await expect(page.getByText("(628) 555-0100 rings, again and again")).toBeVisible();

      await page.getByLabel("Forwards to").fill("911");
      await page.getByRole("button", { name: "Save call-backs" }).click();
      await expect(page.getByText("911 is an emergency number.")).toBeVisible();
      await expect(page.getByLabel("Forwards to")).toHaveValue("911");
      await page.getByLabel("Forwards to").fill("512.555.0177");
      await page.getByLabel(/^Ring forever/).uncheck();
      await page.getByRole("button", { name: "Save call-backs" }).click();
      await expect(page.getByText("Saved. Call-backs go there from now on.")).toBeVisible();
      await expect(page.getByText("(512) 555-0177 rings for 55 seconds.")).toBeVisible();
      const call = await callBack(e164);
      expect(call.legs.map(({ to }) => to)).toEqual(["+15125550177"]);

      await page.getByLabel("With commas between them").fill("Q4 push, q4 PUSH, Front desk");
      await page.getByRole("button", { name: "Save labels" }).click();
      await expect(page.locator(".labels-panel-list li")).toHaveText(["Q4 push", "Front desk"]);

      await page.getByRole("link", { name: "Assign" }).click();
      await page.getByRole("button", { name: "Assign", exact: true }).click();
      await expect(page.getByText("Tick people or teams first.")).toBeVisible();
      await page.getByLabel(somebody).check();
      await page.getByRole("button", { name: "Assign", exact: true }).click();
      await expect(page.getByText("Assigned to 1 person.")).toBeVisible();
      await page.getByRole("button", { name: `Unassign ${somebody}` }).click();
      await expect(page.getByText("Nobody can call with this number yet.")).toBeVisible();

      const history = page.locator(".event-list li");
      await expect(history).toHaveCount(4);
      await expect(history.first()).toContainText(`took it from ${somebody}.`);
      await expect(history.last()).toContainText("from (628) 555-0100 to (512) 555-0177, ringing once");
      // After all of this the page still leads back to what was found.
      await page.locator(".page-head-back").click();
      await expect(page).toHaveURL(/\?source=twilio$/);
      await expect(page.getByRole("row", { name: plainNumber(e164) })).toContainText("Front desk");
    });

    test("of two who change the same call-backs the second is told, keeps what was typed, and saves on top", async ({
      signedIn: page,
      colleague,
      db,
      organization,
    }) => {
      await newRingingCallerId(db, organization, process.env.CONSOLE_URL ?? "");
      const mine = eq(callerIds.organizationId, organization.organizationId);
      const { id } = only(await db.select().from(callerIds).where(mine));
      for (const tab of [page, colleague.page]) await tab.goto(`${LIST}/${id}`);
      // Another part of the page holds nobody up.
      await colleague.page.getByLabel("With commas between them").fill("Resting");
      await colleague.page.getByRole("button", { name: "Save labels" }).click();
      await expect(colleague.page.getByText("Saved.")).toBeVisible();
      await colleague.page.getByLabel("Forwards to").fill("512 555 0101");
      await colleague.page.getByRole("button", { name: "Save call-backs" }).click();
      await expect(colleague.page.getByText("Call-backs go there from now on.")).toBeVisible();

      await page.getByLabel("Forwards to").fill("512 555 0102");
      await page.getByRole("button", { name: "Save call-backs" }).click();
      await expect(
        page.getByText(/changed this today, .*: it forwards to \(512\) 555-0101, ringing forever\./),
      ).toBeVisible();
      await expect(page.getByLabel("Forwards to")).toHaveValue("512 555 0102");
      await page.getByRole("button", { name: "Save call-backs" }).click();
      await expect(page.getByText("(512) 555-0102 rings, again and again")).toBeVisible();
      expect(only(await db.select().from(callerIds).where(mine)).forwardTo).toBe("+15125550102");
    });
  });

test("a number is copied as a dialler takes it; one of the team's own says that its call-backs don't come here", async ({
  signedIn: page,
  context,
  db,
  organization: { organizationId },
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const e164 = fictional();
  await newOwnCallerId(db, organizationId, e164);
  await page.goto(LIST);
  await page.locator("tbody tr").first().hover();
  await page.getByRole("button", { name: `Copy ${plainNumber(e164)}` }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(e164);
  await page.locator("tbody tr").first().click();
  await expect(page.getByText("This is a number of your own, not of Twilio")).toBeVisible();
  await expect(page.getByLabel("Forwards to")).toHaveCount(0);
});
