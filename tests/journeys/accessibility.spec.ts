import { eq } from "drizzle-orm";
import { callerIds, organizations, users } from "@/db/schema";
import { insertInCart } from "../support/cart-rows";
import { fictional, newOwnCallerId, newTwilioCallerId } from "../support/factories";
import { addNumbers, codeFor, expect, proceed, test, typeCode } from "./console";
import { isFine } from "./fine";

test("every page of the journey is accessible, light, dark and on a phone", async ({
  signedIn: page,
  db,
  organization,
}) => {
  await isFine(page, "empty list");
  await page.getByRole("button", { name: /your account/ }).click();
  await isFine(page, "account menu");
  await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=000");
  await isFine(page, "search with an error");
  await page.goto("/administration/caller-ids/add?country=US&type=local&areaCode=533");
  await isFine(page, "search without results");
  await addNumbers(page, "512", 2);
  await isFine(page, "results");
  await page.goto("/administration/caller-ids/cart");
  await isFine(page, "cart");
  await page.getByRole("button", { name: "Clear Cart" }).click();
  await isFine(page, "asking before the cart is cleared");
  await page.goto("/administration/caller-ids/cart/forward-calls");
  await page.getByRole("button", { name: "Proceed" }).click();
  await expect(page.getByText("Enter the number that call-backs should ring.")).toBeVisible();
  await page
    .getByText(/users$/)
    .first()
    .click();
  await isFine(page, "forwarding with an error and the users open");
  await proceed(page, "628 555 0100");
  await typeCode(page, "1");
  await expect(page.getByText(/did not cost a try/)).toBeVisible();
  await isFine(page, "code with an error");
  await page
    .getByRole("textbox", { name: "Transaction Code" })
    .fill(await codeFor(db, organization.admin.email));
  await page.getByRole("button", { name: "Validate & Proceed" }).click();
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
  await isFine(page, "message at the end");
  await page.getByRole("button", { name: "OK" }).click();
  await isFine(page, "finished order");
  for (const path of [
    "/administration/orders",
    "/administration/reconcile",
    "/administration/caller-ids",
    "/sign-in?sent=a@b.example",
    "/refused",
    "/nowhere",
  ]) {
    await page.goto(path);
    await isFine(page, path);
  }
});

test("people, settings and my own pages are accessible, light, dark and on a phone", async ({
  signedIn: page,
  db,
  organization,
}) => {
  const { organizationId, staff } = organization;
  const person = `/administration/users/${staff[0]?.id}`;
  await newOwnCallerId(db, organizationId, "+13125550171");
  await newTwilioCallerId(db, organization, fictional(), "+16285550100");
  const callerIdPages = (
    await db.select().from(callerIds).where(eq(callerIds.organizationId, organizationId))
  ).flatMap(({ id }) => [`/administration/caller-ids/${id}`, `/administration/caller-ids/${id}/assign`]);
  await db
    .update(callerIds)
    .set({ labels: ["Q4 push", "x".repeat(40)] })
    .where(eq(callerIds.organizationId, organizationId));
  await db
    .update(users)
    .set({ team: "Austin", phone: "+15125550142" })
    .where(eq(users.id, staff[0]?.id ?? ""));
  await page.goto("/administration/users/new");
  await page.getByRole("button", { name: "Add and invite" }).click();
  await expect(page.getByText("Enter the name that colleagues know them by.")).toBeVisible();
  await isFine(page, "adding somebody, with errors");
  for (const path of [
    "/administration/users",
    "/administration/users?q=nobody-is-called-so",
    person,
    `/administration/users/assign?user=${staff[0]?.id}`,
    ...callerIdPages,
    "/administration/caller-ids?q=312&status=active&ring=no&source=own",
    "/administration/settings",
    "/my/caller-ids",
    "/my/profile",
    "/sign-in/new-address?token=forged",
  ]) {
    await page.goto(path);
    await isFine(page, path);
  }
  await page.goto(person);
  await page.getByRole("button", { name: "Deactivate" }).first().click();
  await isFine(page, "asking before somebody is deactivated");
});

const LONG_NAME = "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff von und zu Hohenstein-Altenburg";

test("long states: names of 80 characters, 120 users, a German place, and a cart of 500", async ({
  signedIn: page,
  db,
  organization: { organizationId, admin },
}) => {
  await db.update(organizations).set({ name: LONG_NAME }).where(eq(organizations.id, organizationId));
  await db.update(users).set({ name: LONG_NAME }).where(eq(users.organizationId, organizationId));
  await db.insert(users).values(
    Array.from({ length: 115 }, (_, index) => ({
      organizationId,
      name: `${LONG_NAME} ${index}`,
      email: `long-${index}-${admin.email}`,
    })),
  );
  await insertInCart(
    db,
    admin,
    Array.from({ length: 500 }, (_, index) => ({
      e164: `+1512231${String(index).padStart(4, "0")}`,
      locality: index % 2 ? "Austin" : "Hellschen-Heringsand-Unterschaar",
      region: "TX",
      addressRequirement: index % 50 ? ("none" as const) : ("any" as const),
      availability: index % 40 ? ("available" as const) : ("may-be-gone" as const),
      checkedAt: new Date(),
    })),
  );
  await page.goto("/administration/caller-ids/cart");
  await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(500);
  await expect(page.getByText("$575.00")).toHaveCount(2);
  await isFine(page, "500 rows");
  await page.screenshot({ path: "test-reports/screenshots/cart-500.png" });
  await page.goto("/administration/caller-ids/cart/forward-calls");
  await page
    .getByText(/users$/)
    .first()
    .click();
  await isFine(page, "120 users");
  await page.screenshot({ path: "test-reports/screenshots/users-120.png" });
  await page.getByLabel("Select all").check();
  await proceed(page, "628 555 0100");
  await isFine(page, "an order of 500");
  await page.screenshot({ path: "test-reports/screenshots/code-500.png" });
  await page.goto("/administration/orders");
  await isFine(page, "orders of long names");
  await page.screenshot({ path: "test-reports/screenshots/orders-long.png" });
});
