import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { callerIds, users } from "@/db/schema";
import { callBack, newRingingCallerId } from "../support/calls";
import { fictional, newTwilioCallerId } from "../support/factories";
import { expect, test } from "./console";

const LIST = "/administration/caller-ids";
const TARGET = "+16285550100";

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("ticked Caller IDs are forwarded elsewhere after a preview, and a call rings there; all of an area code go to a team, and back", async ({
      signedIn: page,
      db,
      organization,
    }) => {
      const { organizationId, staff } = organization;
      const { e164 } = await newRingingCallerId(db, organization, process.env.CONSOLE_URL ?? "");
      const of512 = [0, 1, 2].map(() => fictional("512"));
      for (const number of of512) await newTwilioCallerId(db, organization, number, TARGET);
      await db
        .update(users)
        .set({ team: "Austin" })
        .where(eq(users.id, staff[0]?.id ?? ""));
      const rows = () => db.select().from(callerIds).where(eq(callerIds.organizationId, organizationId));

      // One ticked row.
      await page.goto(LIST);
      await expect(page.getByRole("button", { name: "Forward" })).toBeHidden();
      await page
        .getByRole("row")
        .filter({ has: page.locator(`[data-e164="${e164}"]`) })
        .getByRole("checkbox")
        .check();
      await page.getByRole("button", { name: "Forward" }).click();
      await expect(page.getByText("1 Caller ID chosen")).toBeVisible();
      await page.getByLabel("Forward call-backs to").fill(`(512) ${of512[0]?.slice(5)}`);
      await page.getByRole("button", { name: "Preview" }).click();
      await expect(page.getByText("is one of your own Caller IDs")).toBeVisible();
      await page.getByLabel("Forward call-backs to").fill("206 555 0177");
      await page.getByRole("button", { name: "Preview" }).click();
      await expect(page.getByText("1 of 1 changes: forwards to (206) 555-0177, rings once.")).toBeVisible();
      await page.getByRole("button", { name: "Change 1 Caller ID" }).click();
      await expect(
        page.getByText("1 Caller ID changed: each forwards to (206) 555-0177, rings once."),
      ).toBeVisible();
      expect((await callBack(e164)).legs.map(({ to }) => to)).toEqual(["+12065550177"]);

      // All that match, whatever else is ticked.
      await page.goto(`${LIST}?areaCode=512&rows=50`);
      await page.locator("tbody").getByRole("checkbox").first().check();
      await page.getByRole("radio", { name: "All 3 on this page" }).check();
      await page.getByRole("button", { name: "Assign" }).click();
      await expect(page.getByText("3 Caller IDs chosen")).toBeVisible();
      await page.getByLabel(/All of Austin/).check();
      await page.getByRole("button", { name: "Preview" }).click();
      await expect(page.getByText(/^3 of 3 change: is assigned to/)).toBeVisible();
      await page.getByRole("button", { name: "Change 3 Caller IDs" }).click();
      await expect(page.getByText(/^3 Caller IDs changed/)).toBeVisible();
      await page.locator(".page-head-back").click();
      await expect(page).toHaveURL(/areaCode=512/);
      expect((await rows()).filter((row) => row.e164 !== e164).map(({ version }) => version)).toEqual([
        2, 2, 2,
      ]);
      await page.getByRole("link", { name: "Show or undo it" }).click();
      await page.getByRole("button", { name: /^Undo, until/ }).click();
      await expect(page.getByText("3 Caller IDs changed: each is as it was before.")).toBeVisible();
      await page.goto(`${LIST}?assigned=nobody&areaCode=512`);
      await expect(page.locator("tbody tr")).toHaveCount(3);
    });

    test("what the list shows is saved as a view for all administrators, replaced under its name, and deleted", async ({
      signedIn: page,
      colleague,
      db,
      organization,
    }) => {
      await newTwilioCallerId(db, organization, fictional("512"), TARGET);
      await page.goto(`${LIST}?areaCode=512&sort=place`);
      const save = async (name: string) => {
        await page.locator("summary").filter({ hasText: "Save view" }).click();
        await page.getByLabel("Name").fill(name);
        await page.getByRole("button", { name: "Save", exact: true }).click();
      };
      await save("\u200b");
      await expect(page.getByText("Name the view.")).toBeVisible();
      await page.getByLabel("Name").fill("Austin");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Saved as “Austin”, for all administrators.")).toBeVisible();
      await expect(page.getByRole("link", { name: "Austin" })).toHaveAttribute("aria-current", "true");
      await colleague.page.goto(LIST);
      await colleague.page.getByRole("link", { name: "Austin" }).click();
      await expect(colleague.page).toHaveURL(/areaCode=512&sort=place/);
      await page.goto(`${LIST}?areaCode=512`);
      await save("austin");
      await expect(page.getByRole("navigation", { name: "Views" }).getByRole("link")).toHaveText([
        "All 1",
        "Needs attention",
        "Nobody assigned",
        "austin",
      ]);
      await page.getByRole("button", { name: "Delete view" }).click();
      await expect(page.getByText("The view “austin” is deleted.")).toBeVisible();
      await expect(page.getByRole("link", { name: "austin" })).toHaveCount(0);
    });

    test("a choice and a whole list are files, in which no label runs", async ({
      signedIn: page,
      db,
      organization,
    }) => {
      const numbers = [0, 1, 2].map(() => fictional("512"));
      for (const number of numbers) await newTwilioCallerId(db, organization, number, TARGET);
      await db
        .update(callerIds)
        .set({ labels: ["=1+1", "\u202e007"] })
        .where(eq(callerIds.e164, numbers[0] ?? ""));
      await page.goto(LIST);
      const file = async (press: () => Promise<void>) => {
        const [download] = await Promise.all([page.waitForEvent("download"), press()]);
        return readFileSync(await download.path(), "utf8")
          .trim()
          .split("\r\n");
      };
      const all = await file(() => page.getByRole("link", { name: "Export CSV" }).click());
      expect(all[0]).toBe(
        "number,status,source,country,region,place,type,users,forward_to,ring_forever,labels,monthly_price,currency,added_on,bought_by,order,release_on",
      );
      expect(all.slice(1).map((line) => line.split(",")[0])).toEqual([...numbers].sort());
      expect(all.find((line) => line.startsWith(numbers[0] ?? ""))).toContain(`"'=1+1, `);
      await page.locator("tbody").getByRole("checkbox").first().check();
      await page.getByRole("button", { name: "Export CSV" }).click();
      const one = await file(() => page.getByRole("link", { name: "Export 1 Caller ID" }).click());
      expect(one).toHaveLength(2);
    });
  });

test("what two windows say of one choice is done as the second one showed it; a choice is its owner's alone", async ({
  signedIn: page,
  db,
  organization,
  colleague,
}) => {
  for (const number of [0, 1].map(() => fictional("512")))
    await newTwilioCallerId(db, organization, number, TARGET);
  await page.goto(LIST);
  await page.getByRole("checkbox", { name: "Select all Caller IDs of this page" }).check();
  await expect(page.locator(".selection-bar")).toContainText("selected");
  await page.getByRole("button", { name: "Labels" }).click();
  await page.getByLabel(/^Labels/).fill("Q4 push, q4 PUSH");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("2 of 2 change: gets the label “Q4 push”.")).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel(/^Labels/).fill("Resting");
  await other.getByRole("button", { name: "Preview" }).click();
  await expect(other.getByText("gets the label “Resting”")).toBeVisible();
  await page.getByRole("button", { name: "Change 2 Caller IDs" }).click();
  await expect(page.getByText("Another window said something else about these Caller IDs.")).toBeVisible();
  await colleague.page.goto(page.url());
  await expect(colleague.page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await other.getByRole("button", { name: "Change 2 Caller IDs" }).click();
  await expect(other.getByText("2 Caller IDs changed")).toBeVisible();
  // What was done is what a reload of the first window leads to.
  await page.reload();
  await expect(page.getByText("2 Caller IDs changed: each gets the label “Resting”.")).toBeVisible();
  expect(
    new Set(
      (
        await db.select().from(callerIds).where(eq(callerIds.organizationId, organization.organizationId))
      ).map(({ labels }) => labels.join()),
    ),
  ).toEqual(new Set(["Resting"]));
});
