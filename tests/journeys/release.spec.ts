import { eq, sql } from "drizzle-orm";
import { callerIds } from "@/db/schema";
import { plainNumber } from "@/lib/domain/format";
import { callBack } from "../support/calls";
import { heldCallerIds, releasedAtTwilio } from "../support/releases";
import { simulatedTwilio } from "../support/simulated-twilio";
import { expect, test } from "./console";

const LIST = "/administration/caller-ids";
const consoleUrl = () => process.env.CONSOLE_URL ?? "";

/** A zone in which it is a bit past six in the morning right now, and its day. */
function whereItIsMorning() {
  const hours = (new Date().getUTCHours() - 6 + 24) % 24;
  // POSIX counts westwards.
  const [zone, east] = hours <= 12 ? [`Etc/GMT+${hours}`, -hours] : [`Etc/GMT-${24 - hours}`, 24 - hours];
  return { zone, day: new Date(Date.now() + east * 3_600_000).toISOString().slice(0, 10) };
}

/** Calls back again and again; how each of the calls went. */
async function callUntil(e164: string, isOver: () => Promise<boolean>) {
  const calls = [await callBack(e164)];
  while (!(await isOver())) calls.push(await callBack(e164));
  return calls;
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("one number is released at once, five leave, one of them is kept, and the rest goes in the morning", async ({
      signedIn: page,
      db,
      organization,
    }) => {
      const { organizationId, twilioAccountSid: account } = organization;
      const [one, ...five] = await heldCallerIds(db, organization, 6, consoleUrl());
      const kept = five[0];
      if (!one || !kept) throw new Error("too few");
      const rings = async (e164: string) => (await callBack(e164)).legs.length > 0;

      await page.goto(`${LIST}/${one.id}`);
      await page.getByRole("button", { name: "Release this number" }).click();
      await expect(page.getByText("This number can be released, which saves $1.15 a month.")).toBeVisible();
      await page.getByLabel(/^Release now/).check();
      await page.getByLabel(/^Type \(/).fill(kept.e164);
      await page.getByRole("button", { name: "Release 1 Caller ID" }).click();
      await expect(page.getByText("Choose a reason.")).toBeVisible();
      await expect(page.getByLabel(/^Release now/)).toBeChecked();
      expect(
        await page
          .locator("input[name=how]")
          .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
      ).toEqual(["later", "now"]);
      if (javaScriptEnabled) await expect(page.getByLabel("Reason")).toBeFocused();
      await expect(page.getByText("This is not the number that is released.")).toBeVisible();
      await page.getByLabel("Reason").selectOption("Team or campaign ended");
      await page.getByLabel(/^Type \(/).fill(plainNumber(one.e164));
      const heard = callUntil(one.e164, () => page.getByRole("heading", { name: "1 of 1" }).isVisible());
      await page.getByRole("button", { name: "Release 1 Caller ID" }).click();
      await expect(page.getByRole("heading", { name: "1 of 1 number released" })).toBeVisible({
        timeout: 20_000,
      });
      // Whoever called meanwhile was put through, or heard a sentence; once they heard that, it stays so.
      const ends = (await heard).map(({ legs, said }) =>
        legs.length > 0 ? "rang" : said.length > 0 ? "heard" : "died",
      );
      expect(ends[0]).toBe("rang");
      expect(ends).not.toContain("died");
      const heardAt = ends.indexOf("heard");
      expect(heardAt === -1 ? [] : ends.slice(heardAt)).not.toContain("rang");
      if (javaScriptEnabled) await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      expect(await releasedAtTwilio(account)).toEqual([one.e164]);
      await page.goto(`${LIST}/${one.id}`);
      await expect(page.getByText(/^Released today, .*Nothing more is billed\.$/)).toBeVisible();
      await page.goto(`${LIST}?q=${one.e164.slice(2)}`);
      await page.getByRole("link", { name: "Show 1 that was released" }).click();
      await expect(page.locator("tbody")).toContainText("Released today");
      await page.goto(`${LIST}/${one.id}`);
      await page.getByRole("link", { name: "Search for it again" }).click();
      await expect(page.getByRole("heading", { name: "Add Custom Caller IDs" })).toBeVisible();

      await page.goto(LIST);
      for (const box of await page.locator("tbody").getByRole("checkbox").all()) await box.check();
      await page.getByRole("button", { name: "Release", exact: true }).click();
      await page.getByLabel("Reason").selectOption("Too expensive");
      await page.getByLabel("Until", { exact: true }).fill("2020-01-01");
      await page.getByLabel("Type 5 to confirm").fill("5");
      await page.getByRole("button", { name: "Release 5 Caller IDs" }).click();
      await expect(page.getByText("Choose a day after today, or “Release now”.")).toBeVisible();
      const { zone, day } = whereItIsMorning();
      const later = new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10);
      await page.getByLabel("Until", { exact: true }).fill(later);
      await page.getByRole("button", { name: "Release 5 Caller IDs" }).click();
      await expect(page.getByRole("heading", { name: /^Leaving / })).toBeVisible();
      expect(await rings(kept.e164)).toBe(true);
      const releasePage = page.url();
      if (!javaScriptEnabled) await page.goto(`${LIST}/${kept.id}`);
      const name = javaScriptEnabled ? `Keep this number ${plainNumber(kept.e164)}` : "Keep this number";
      await page.getByRole("button", { name }).click();
      await expect(page.getByText("1 number kept: its users can call with it again.")).toBeVisible();
      if (!javaScriptEnabled) await expect(page).toHaveURL(`${LIST}/${kept.id}`);
      await page.goto(releasePage);

      if (javaScriptEnabled) {
        // Its morning comes.
        await db.execute(sql`update organizations set time_zone = ${zone} where id = ${organizationId}`);
        await db.execute(sql`update releases set release_on = ${day} where organization_id = ${organizationId}
          and release_on is not null`);
      } else await page.getByRole("button", { name: "Let that morning come" }).click();
      await expect.poll(() => releasedAtTwilio(account), { timeout: 30_000 }).toHaveLength(5);
      await page.reload();
      await expect(page.getByRole("heading", { name: "4 of 5 numbers released" })).toBeVisible({
        timeout: 20_000,
      });
      await page.goto(LIST);
      await expect(page.locator("tbody tr")).toHaveCount(1);
      await expect(page.locator("tbody tr")).toContainText("Active");
      expect((await simulatedTwilio().held(account)).map(({ e164 }) => e164)).toEqual([kept.e164]);
      expect(await rings(kept.e164)).toBe(true);
      const ended = await callBack(one.e164);
      expect(ended).toMatchObject({ legs: [], said: ["The number you have dialed is not in service."] });

      // Owners have a file of it.
      const mail = page
        .getByRole("article")
        .filter({ hasText: "4 Caller IDs were released" })
        .filter({ hasText: organization.admin.organizationName });
      await expect(async () => {
        await page.goto("/dev/outbox");
        await expect(mail).toContainText("Reason: Too expensive", { timeout: 1000 });
      }).toPass({ timeout: 30_000 });
      const file = await page.request.get(
        (await mail.getByRole("link", { name: "released-caller-ids.csv" }).getAttribute("href")) ?? "",
      );
      expect((await file.text()).trimEnd().split("\r\n")).toHaveLength(5);
    });
  });

test("what Twilio does not give up stays in the list and says why; a release that rests is resumed", async ({
  signedIn: page,
  db,
  organization,
}) => {
  const { twilioAccountSid: account } = organization;
  const [inService, other] = await heldCallerIds(db, organization, 2, consoleUrl());
  if (!inService || !other) throw new Error("too few");
  const numbers = [inService.e164];
  await simulatedTwilio().outside({
    kind: "edit",
    account,
    numbers,
    settings: { MessagingServiceSid: "MG1" },
  });
  await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "DELETE", account });
  await page.goto(LIST);
  for (const box of await page.locator("tbody").getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "Release", exact: true }).click();
  await page.getByLabel(/^Release now/).check();
  await page.getByLabel("Reason").selectOption("Marked as spam");
  await page.getByLabel("Type 2 to confirm").fill("2");
  await page.getByRole("button", { name: "Release 2 Caller IDs" }).click();
  await expect(page.getByText("The release rests.")).toBeVisible({ timeout: 20_000 });
  const release = page.url();
  await page.goto(LIST);
  await expect(page.getByText("The release of 2 numbers rests.")).toBeVisible();
  await simulatedTwilio().clearFaults(account);
  await page.goto(release);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText(/in a messaging service/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("heading", { name: "1 of 2 numbers released" })).toBeVisible({
    timeout: 20_000,
  });
  await page.goto(LIST);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody tr")).toContainText("Not released");
  const left = await db.select().from(callerIds).where(eq(callerIds.id, inService.id));
  expect(left[0]?.status).toBe("active");
});
