import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { sql } from "drizzle-orm";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import { ADOPT, CHANGE_CALLER_IDS, callerIdAddress, userAddress, withQuery } from "@/lib/domain/addresses";
import { writeFindingRows } from "@/lib/domain/reconcile/finding-rows";
import { placeOrder } from "@/lib/orders/place-order";
import { versionOfFinding } from "@/lib/reconcile/settle-rows";
import playwright from "@/playwright.config";
import { fictional, newTwilioCallerId } from "../support/factories";
import { listCallerIds } from "../support/listed-caller-ids";

import { readAccount, rowsOf } from "../support/reconcile";
import { first } from "../support/rows";
import { byHand, simulatedTwilio } from "../support/simulated-twilio";
import type { Stage } from "./stage";

/** Gzipped bytes of the scripts that each page asks for, in a browser, beside those of an empty page. */
export async function firstLoad(stage: Stage) {
  const { consoleUrl, bareUrl, cookie, db, organization } = stage;
  const browser = await chromium.launch(playwright.use?.launchOptions);
  const context = await browser.newContext();
  await context.addCookies([{ ...cookie, domain: "localhost", path: "/" }]);
  const stranger = await browser.newContext();
  const scriptsOf = async (address: string) => {
    const page = await (address.endsWith("/sign-in") ? stranger : context).newPage();
    const sizes: Promise<number>[] = [];
    page.on("response", (answer) => {
      if (answer.request().resourceType() === "script")
        sizes.push(answer.body().then((body) => gzipSync(body).length));
    });
    const answer = await page.goto(address, { waitUntil: "load" });
    // A page that keeps itself up to date is never idle; its scripts are there by now.
    await page.waitForTimeout(1000);
    const wanted = address.endsWith("/no-such-page") ? 404 : 200;
    if (answer?.status() !== wanted || page.url() !== new URL(address).href)
      throw new Error(`${address} answered ${answer?.status()} at ${page.url()}`);
    await page.close();
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
  const placed = await placeOrder(organization.admin, {
    forwardTo: "+16285550100",
    userIds: [],
    ringForever: true,
  });
  if (placed.kind !== "placed") throw new Error(`no order to look at: ${placed.kind}`);
  const list = "/administration/caller-ids";
  const pages = [
    "/sign-in",
    list,
    `${list}/add?country=US&type=local&areaCode=512`,
    `${list}/cart`,
    `${list}/cart/forward-calls`,
    "/administration/orders",
    `/administration/orders/${placed.orderId}/transaction-code`,
    "/dev/outbox",
    "/no-such-page",
  ];
  const empty = await scriptsOf(bareUrl);
  const ratios: [page: string, bytes: number][] = [];
  for (const page of pages) ratios.push([page, await scriptsOf(consoleUrl + page)]);
  // After the windows of a purchase, which one number more would close: 500 is the most of a team.
  for (const page of await ownedPages(stage)) ratios.push([page, await scriptsOf(consoleUrl + page)]);
  // As it stands while its numbers are bought.
  await db.execute(
    sql`update orders set state = 'approved', approved_at = now(), not_before = now() + interval '1 hour' where id = ${placed.orderId}`,
  );
  const live = `/administration/orders/${placed.orderId}`;
  ratios.push([live, await scriptsOf(consoleUrl + live)]);
  await browser.close();
  for (const [page, bytes] of ratios)
    console.info(
      `  ${(bytes / empty).toFixed(3)}  ${(bytes / 1000).toFixed(1)} kB  ${page.replace(placed.orderId, "…")}`,
    );
  console.info(`  1.000  ${(empty / 1000).toFixed(1)} kB  an empty page`);
  return {
    name: "first-load JavaScript of the heaviest page / of an empty page",
    ratio: Math.max(...ratios.map(([, bytes]) => bytes)) / empty,
    most: 1.1,
  };
}

/** A number's page, a person's, and the windows that change and adopt numbers. */
async function ownedPages({ db, organization: { admin } }: Stage) {
  await newTwilioCallerId(db, admin, fictional());
  const { id } = first(await listCallerIds(db, admin.organizationId));
  const selection = await chooseCallerIds(admin, { ids: [id] }, "some");
  await simulatedTwilio().outside(byHand(admin.twilioAccountSid, "+15122310999"));
  await readAccount(admin);
  const rows = (await rowsOf(admin, "unlisted")).map((row) => ({
    e164: row.e164,
    version: versionOfFinding("unlisted", row),
  }));
  return [
    callerIdAddress(id),
    userAddress(admin.userId),
    withQuery(CHANGE_CALLER_IDS, { selection, part: "users" }),
    withQuery(ADOPT, { rows: writeFindingRows(rows) }),
  ];
}
