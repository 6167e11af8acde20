import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { callerIds, orderLines } from "@/db/schema";
import { only } from "../support/rows";
import { simulatedTwilio } from "../support/simulated-twilio";
import { addNumbers, codeFor, expect, proceed, test, typeCode } from "./console";

const PAGE = "/administration/reconcile";
const ELSEWHERE = "https://pbx.example/in";

/** The window that asks about the ticked number: it is to ring the front desk. */
async function adoptForwarded(page: Page) {
  await page.getByRole("button", { name: "Adopt" }).click();
  await expect(page.getByRole("heading", { name: /^Adopt \(206\)/ })).toBeVisible();
  await expect(page.getByText("Calls go to")).toBeVisible();
  await page.getByLabel("Their calls").selectOption({ label: "Forward here instead" });
  await page.getByRole("button", { name: "Adopt" }).click();
  await expect(page.getByText("Enter the number that call-backs should ring.")).toBeVisible();
  await page.getByLabel("Forward all Incoming Calls to").fill("(628) 555-0100");
  await page.getByRole("button", { name: "Adopt" }).click();
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("what Twilio bills and what the team sees are brought together, each with a question first", async ({
      signedIn: page,
      db,
      organization: { organizationId, twilioAccountSid: account },
    }) => {
      const twilio = simulatedTwilio();
      const digit = javaScriptEnabled ? "1" : "2";
      const [one, two, gone, changed] = [1, 2, 3, 4].map((last) => `+1206555${digit}10${last}`) as [
        string,
        string,
        string,
        string,
      ];
      await twilio.outside({ kind: "buy", account, numbers: [one, two, gone, changed], voiceUrl: ELSEWHERE });
      const sids = new Map((await twilio.held(account)).map((held) => [held.e164, held.sid]));
      await db.insert(callerIds).values(
        [gone, changed].map((e164) => ({
          organizationId,
          source: "twilio" as const,
          e164,
          country: "US",
          type: "local" as const,
          twilioAccountSid: account,
          sid: sids.get(e164),
          forwardTo: "+16285550100",
          priceMicros: 1_150_000,
          currency: "USD",
          addedAt: new Date(Date.now() - 3_600_000),
        })),
      );
      await twilio.outside({ kind: "release", account, numbers: [gone] });

      await page.getByRole("link", { name: "Twilio", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Not read yet" })).toBeVisible();
      await page.getByRole("button", { name: "Read the Twilio account" }).click();
      await expect(page.getByText(/What you see was read .*: 3 numbers\./)).toBeVisible();

      await page.getByRole("link", { name: "Not listed 2" }).click();
      await expect(page.getByText("2 numbers, $2.30 a month.")).toBeVisible();
      await page.getByRole("button", { name: "Adopt" }).click();
      await expect(page.getByText("Tick the numbers first. Nothing was changed.")).toBeVisible();
      await expect(page.locator("dialog.confirm-button-dialog:visible")).toHaveCount(0);
      await page.getByRole("checkbox", { name: "(206) 555-" }).first().check();
      if (javaScriptEnabled) await expect(page.getByText("Tick the numbers first.")).toBeHidden();
      await adoptForwarded(page);
      await expect(page.getByText(/\d listed\./)).toBeVisible();
      const adopted = only(await db.select().from(callerIds).where(eq(callerIds.e164, one)));
      expect(adopted).toMatchObject({ forwardTo: "+16285550100", attention: null });

      // Somebody renames the other one while it is on the screen.
      await twilio.outside({ kind: "edit", account, numbers: [two], name: "reception" });
      await page.getByRole("checkbox", { name: "(206) 555-" }).check();
      await page.getByRole("button", { name: "Adopt" }).click();
      await page.getByRole("button", { name: "Adopt" }).click();
      await expect(
        page.getByText(/changed since the page was drawn.* Nothing was done with it\./),
      ).toBeVisible();
      await expect(page.getByText("“reception”")).toBeVisible();

      await page.getByRole("link", { name: "Gone 1" }).click();
      await page.getByRole("checkbox", { name: "(206) 555-" }).check();
      await ask("Mark as gone");
      await expect(page.getByText(/\d taken off the list\./)).toBeVisible();
      await expect(page.getByRole("heading", { name: "Nothing to do" })).toBeVisible();

      await page.getByRole("link", { name: "Changed 1" }).click();
      await expect(page.getByText("Calls go to pbx.example/in instead of here")).toBeVisible();
      await page.getByRole("checkbox", { name: "(206) 555-" }).check();
      await ask("Repair");
      await expect(page.getByText(/\d repaired\./)).toBeVisible();
      const urls = (await twilio.held(account)).map((held) => held.settings.VoiceUrl);
      expect(urls.filter((url) => url?.includes("/api/voice/incoming#"))).toHaveLength(2);
      expect(urls).toHaveLength(3);

      await page.getByRole("link", { name: "Caller IDs", exact: true }).first().click();
      await expect(page.getByText("Purchased from Twilio: 2")).toBeVisible();

      /** Presses a button, and the one of the same name in the question that it asks. */
      async function ask(name: string) {
        await page.getByRole("button", { name }).click();
        await page.locator("dialog.confirm-button-dialog:visible").getByRole("button", { name }).click();
      }
    });
  });

test("what only a person can decide is looked for again, given up, or listed as bought", async ({
  signedIn: page,
  db,
  organization: { admin, twilioAccountSid: account },
}) => {
  const twilio = simulatedTwilio();
  await addNumbers(page, "512", 3);
  await proceed(page, "(628) 555-0100");
  const code = await codeFor(db, admin.email);
  await twilio.fault({ kind: "account", as: "20005" }, { method: "POST", account });
  await typeCode(page, code);
  await expect(page.getByText("Buying is paused.")).toBeVisible();
  const orderPage = page.url();
  await twilio.clearFaults(account);

  // As after a lost answer: the account has the numbers under other names.
  const lines = await db.select().from(orderLines).where(eq(orderLines.twilioAccountSid, account));
  const numbers = lines.map((line) => line.e164).sort();
  await twilio.outside({ kind: "buy", account, numbers, name: "reception" });
  await db
    .update(orderLines)
    .set({
      state: "review",
      reason: "other-tag",
      lastAttemptAt: new Date(),
      firstAttemptAt: new Date(),
      attempts: 1,
    })
    .where(eq(orderLines.twilioAccountSid, account));
  await page.goto(PAGE);
  await expect(page.getByRole("link", { name: "To decide 3" })).toBeVisible();
  await page.getByRole("button", { name: "Read the account again" }).click();
  await expect(page.getByText(/What you see was read/)).toBeVisible();

  await decide("List as bought");
  await expect(page.getByText(/\d listed as bought\./)).toBeVisible();
  await decide("Give up");
  await expect(page.getByText(/\d given up\./)).toBeVisible();
  await decide("Look again");
  await expect(page.getByText(/\d being looked for again\./)).toBeVisible();
  await page.goto(orderPage);
  for (const words of [
    /decided that the \(512\) .* in the Twilio account was bought by this order/,
    /decided that this order did not buy \(512\)/,
    /asked to look for \(512\) .* again/,
  ])
    await expect(page.getByText(words)).toBeAttached();

  async function decide(name: string) {
    await page.getByRole("checkbox", { name: "(512)" }).first().check();
    await page.getByRole("button", { name }).click();
    await page.locator("dialog.confirm-button-dialog:visible").getByRole("button", { name }).click();
  }
});

test("a large account shows how far it has been read, and its numbers come in pages", async ({
  signedIn: page,
  organization: { twilioAccountSid: account },
}) => {
  const numbers = Array.from({ length: 2500 }, (_, index) => `+1907554${String(index).padStart(4, "0")}`);
  await simulatedTwilio().outside({ kind: "buy", account, numbers });
  await simulatedTwilio().fault({ kind: "latency", ms: 3000 }, { account });
  await page.goto(PAGE);
  // On a network so slow that a look takes longer than the time between two looks.
  await page.route(`**${PAGE}*`, async (route) => {
    await pause(2500);
    await route.continue();
  });
  await page.getByRole("button", { name: "Read the Twilio account" }).click();
  await expect(page.getByText("1,000 numbers read")).toBeVisible();
  await expect(page.getByRole("progressbar")).not.toHaveAttribute("value");
  await expect(page.getByText(/: 2,500 numbers\./)).toBeVisible();
  await page.unroute(`**${PAGE}*`);
  await expect(page.getByText("2,500 numbers, $2,875.00 a month.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^\(907\)/ })).toHaveCount(50);
  await page.getByRole("link", { name: "Next", exact: true }).click();
  await expect(page.getByText("554-0050")).toBeVisible();
  // After an action one is still on the same page of the list.
  await page
    .getByRole("checkbox", { name: /^\(907\)/ })
    .first()
    .check();
  await page.getByRole("button", { name: "Adopt" }).click();
  await expect(page.getByRole("heading", { name: /^Adopt \(907\)/ })).toBeVisible();
  await page.getByRole("button", { name: "Adopt" }).click();
  await expect(page.getByText(/\d listed\./)).toBeVisible();
  await expect(page.getByRole("row").getByText("554-0050")).toBeHidden();
  await expect(page.getByText("554-0051")).toBeVisible();
});
