import { eq } from "drizzle-orm";
import { assignments, callerIds, outboxMessages, users } from "@/db/schema";
import { putInCart } from "../support/cart-rows";
import { newOwnCallerId } from "../support/factories";
import { linkIn } from "../support/mails";
import { only } from "../support/rows";
import { expect, signIn, test } from "./console";

const USERS = "/administration/users";
const MINE = /\/my\/caller-ids$/;
let unique = 0;
const address = (name: string) => `${name}-${process.pid}-${Date.now()}-${unique++}@test.example`;

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a caller is added by form, is invited, signs in by the mailed link and sees her numbers", async ({
      signedIn: page,
      browser,
      baseURL,
      db,
      organization: { organizationId },
    }) => {
      for (const e164 of ["+13125550171", "+13125550172", "+15125550173"])
        await newOwnCallerId(db, organizationId, e164);
      const email = address("rosa");
      await page.goto(USERS);
      await page.getByRole("link", { name: "Add User" }).click();
      await page.getByLabel("Name", { exact: true }).fill("Rosa Iglesias");
      await page.getByLabel("Email").fill("rosa");
      await page.getByLabel("Phone").fill("(512) 555-0142");
      await page.locator("#team").fill("Austin");
      await page.getByRole("button", { name: "Add and invite" }).click();
      await expect(page.getByText("This is not an email address.")).toBeVisible();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Rosa Iglesias");
      await expect(page.locator("#team")).toHaveValue("Austin");
      await page.getByLabel("Email").fill(email);
      await page.getByRole("button", { name: "Add and invite" }).click();
      await expect(page.getByText("Added. The invitation is on its way by mail.")).toBeVisible();
      await expect(page.getByRole("heading", { name: "Rosa Iglesias" })).toBeVisible();

      await page.getByRole("link", { name: "Assign", exact: true }).click();
      await page.getByLabel("Area code").fill("312");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page.getByText("2 Caller IDs found that they may not use yet.")).toBeVisible();
      await page.getByRole("button", { name: "Assign all 2" }).click();
      await expect(page.getByText("2 Caller IDs assigned.")).toBeVisible();
      await expect(page.getByText("assigned 2 Caller IDs.")).toBeVisible();

      const context = await browser.newContext({ baseURL, javaScriptEnabled });
      const hers = await context.newPage();
      await signIn(hers, db, email, "", MINE);
      await expect(hers.locator("tbody tr")).toHaveCount(2);
      await hers.getByRole("link", { name: "My profile" }).first().click();
      await hers.getByLabel("Phone").fill("(312) 555-0171");
      await hers.getByRole("button", { name: "Save" }).click();
      await expect(hers.getByText("is one of your own Caller IDs")).toBeVisible();
      await hers.getByLabel("Phone").fill("(737) 555-0188");
      await hers.getByRole("button", { name: "Save" }).click();
      await expect(hers.getByText("Saved.")).toBeVisible();
      await context.close();
    });

    test("somebody joins a team and gets what all of it may use; another leaves and gives theirs away", async ({
      signedIn: page,
      db,
      organization: { organizationId, staff },
    }) => {
      const [one, two, three] = staff;
      for (const e164 of ["+13125550171", "+13125550172"]) await newOwnCallerId(db, organizationId, e164);
      for (const person of [one, two])
        await db
          .update(users)
          .set({ team: "Austin" })
          .where(eq(users.id, person?.id ?? ""));
      await page.goto(`${USERS}?team=Austin`);
      await expect(page.locator("tbody tr")).toHaveCount(2);
      await page.getByRole("link", { name: "Assign Caller IDs to all of Austin" }).click();
      await page.getByRole("button", { name: "Assign all 2" }).click();
      await expect(page.getByText("2 Caller IDs assigned to 2 people.")).toBeVisible();

      await page.goto(`${USERS}/${three?.id}`);
      await page.locator("#team").fill("austin");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Also the 2 Caller IDs that all of Austin may use" }).click();
      await expect(page.getByText("2 Caller IDs assigned.")).toBeVisible();
      await expect(page.locator(".person-numbers tbody tr")).toHaveCount(2);
      await page.locator(".person-numbers tbody input").first().check();
      await page.getByRole("button", { name: "Unassign ticked" }).click();
      await expect(page.getByText("1 Caller ID unassigned.")).toBeVisible();

      await page.goto(`${USERS}/${one?.id}`);
      await page.getByRole("button", { name: "Deactivate" }).first().click();
      const question = page.getByRole("dialog", { name: `Deactivate ${one?.name}?` });
      await expect(question).toContainText("may use 2 Caller IDs");
      await question.getByLabel("Who gets their 2 Caller IDs").selectOption({ label: three?.name ?? "" });
      await question.getByRole("button", { name: "Deactivate" }).click();
      await expect(page.getByText(`2 Caller IDs went to ${three?.name}.`)).toBeVisible();
      await page.getByRole("button", { name: "Reactivate" }).click();
      // One of them the other had all along.
      await expect(page.getByText(`${one?.name} is active again, with 1 Caller ID.`)).toBeVisible();
    });

    test("a purchase with a team ticked assigns whoever is in it", async ({
      signedIn: page,
      db,
      organization: { admin, staff },
    }) => {
      for (const person of staff.slice(0, 2))
        await db.update(users).set({ team: "Dallas" }).where(eq(users.id, person.id));
      await putInCart(db, admin, 1);
      await page.goto("/administration/caller-ids/cart/forward-calls");
      await page.getByLabel("Forward all Incoming Calls to").fill("(628) 555-0100");
      await page.locator("details.user-picker summary").click();
      await page.getByLabel("All of Dallas").check();
      await page.getByRole("button", { name: "Proceed", exact: true }).click();
      await expect(page.locator("dl.definition-list")).toContainText("2 users");
    });
  });

test("of two who change the same person the second is told, keeps what was typed, and saves on top", async ({
  signedIn: page,
  colleague,
  organization: { staff },
}) => {
  const path = `${USERS}/${staff[0]?.id}`;
  await page.goto(path);
  await colleague.page.goto(path);
  await page.locator("#team").fill("Austin");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await colleague.page.getByLabel("Phone").fill("(512) 555-0149");
  await colleague.page.getByRole("button", { name: "Save" }).click();
  // Told is what the other one did, and nothing that was left alone is put back.
  await expect(
    colleague.page.getByText(/changed this [^:]*:\d\d [AP]M: the team is Austin\. Nothing/),
  ).toBeVisible();
  await expect(colleague.page.getByLabel("Phone")).toHaveValue("(512) 555-0149");
  await expect(colleague.page.locator("#team")).toHaveValue("Austin");
  await colleague.page.getByRole("button", { name: "Save" }).click();
  await expect(colleague.page.getByText("Saved.")).toBeVisible();
  await expect(colleague.page.locator("#team")).toHaveValue("Austin");
});

test("without a network whom the numbers go to stays chosen", async ({
  signedIn: page,
  db,
  organization: { organizationId, staff },
}) => {
  const [leaver, heir] = staff;
  await newOwnCallerId(db, organizationId, "+13125550176");
  const { id } = only(await db.select().from(callerIds).where(eq(callerIds.organizationId, organizationId)));
  await db.insert(assignments).values({ organizationId, callerIdId: id, userId: leaver?.id ?? "" });
  await page.goto(`${USERS}/${leaver?.id}`);
  await page.getByRole("button", { name: "Deactivate" }).first().click();
  const question = page.getByRole("dialog", { name: `Deactivate ${leaver?.name}?` });
  const choice = question.getByLabel("Who gets their 1 Caller ID");
  await choice.selectOption({ label: heir?.name ?? "" });
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await question.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("The network did not answer, so this may not have arrived.")).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Deactivate" }).first().click();
  await expect(choice).toHaveValue(heir?.id ?? "");
  await question.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText(`1 Caller ID went to ${heir?.name}.`)).toBeVisible();
});

test("without a network what was unticked stays unticked", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await page.goto("/my/profile");
  const mails = page.getByLabel("When an order of mine is finished");
  await mails.uncheck();
  await page.route("**/*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The network did not answer, so this may not have arrived.")).toBeVisible();
  await expect(mails).not.toBeChecked();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const [me] = await db.select().from(users).where(eq(users.id, admin.userId));
  expect(me?.finishedMails).toBe(false);
});

test("a new address holds once the link that was mailed to it is used, without a session", async ({
  signedIn: page,
  browser,
  baseURL,
  db,
  organization: { staff },
}) => {
  const email = address("new");
  await page.goto(`${USERS}/${staff[0]?.id}`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${email} waits for its confirmation`)).toBeVisible();
  const find = async () =>
    linkIn((await db.select().from(outboxMessages).where(eq(outboxMessages.to, email)))[0]?.text);
  await expect.poll(find).toContain("/sign-in/new-address");
  const context = await browser.newContext({ baseURL });
  const theirs = await context.newPage();
  // What is mailed there later leads elsewhere.
  const link = await find();
  await theirs.goto(link);
  await theirs.getByRole("button", { name: "Confirm this address" }).click();
  await expect(theirs.getByText(`${email} holds now.`)).toBeVisible();
  await theirs.goto(link);
  await expect(theirs.getByText("This link no longer works")).toBeVisible();
  await context.close();
});

test("the list is found by name without accents, by team and role, leads on, and is a file", async ({
  signedIn: page,
  db,
  organization: { staff, organizationId },
}) => {
  await db
    .update(users)
    .set({ name: "Tom\u00e1s =Ferreira", team: "Toronto" })
    .where(eq(users.id, staff[0]?.id ?? ""));
  await page.goto(USERS);
  await page.getByPlaceholder("Name or email").fill("TOMAS");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.getByRole("link", { name: "Tom\u00e1s =Ferreira" }).click();
  await page.locator(".page-head-back").click();
  await expect(page).toHaveURL(/q=TOMAS/);
  await page.goto(`${USERS}?role=constructor&team=%E2%80%AE&active=maybe&after=x&q=%00`);
  await expect(page.getByText(/Nobody matches|Name/).first()).toBeVisible();
  const file = await page.request.get(`${USERS}/export?team=Toronto`);
  expect(await file.text()).toContain(`Tom\u00e1s =Ferreira,`);
  expect((await page.request.get(`${USERS}/usr_nobody`)).status()).toBe(404);
  expect(organizationId).not.toBe("");
});

test("an owner changes name, country and time zone of the organization, and every date follows", async ({
  signedIn: page,
}) => {
  await page.goto("/administration/settings");
  await page.getByLabel("Name", { exact: true }).fill("Brightwater \u202eCalling");
  await page.locator("#timeZone").selectOption("Europe/London");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.locator(".layout-zone")).toContainText("United Kingdom Time");
  await expect(page.locator(".brand")).toContainText("Brightwater Calling");
});
