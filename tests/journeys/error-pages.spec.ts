import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import GlobalError from "@/app/global-error";
import { lostSession } from "../support/sessions";
import { startConsole } from "../support/start-console";
import { temporaryDatabase } from "../support/temporary-database";
import { expect, test } from "./console";
import { isFine } from "./fine";

const PAGE = "/administration/caller-ids/cart";

test("while the database is away every page says so, with and without scripts, and leads back", async ({
  browser,
}) => {
  const database = await temporaryDatabase();
  const console = await startConsole({ EMBEDDED: "yes", DATABASE_URL: database.url });
  await database.stop();
  try {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ baseURL: console.url, javaScriptEnabled });
      await context.addCookies([
        { name: "console.session", value: lostSession(), domain: "localhost", path: "/" },
      ]);
      const page = await context.newPage();
      await page.goto(PAGE);
      await expect(
        page.getByRole("heading", { name: "The console is not available right now" }),
      ).toBeVisible();
      await expect(page.getByRole("link", { name: "Try again" })).toHaveAttribute("href", PAGE);
      if (javaScriptEnabled) await isFine(page, "not available");
      await context.close();
    }
  } finally {
    await console.stop();
    await database.stop();
  }
});

test("markup that gets into a page runs nothing, styles nothing and frames nothing", async ({
  signedIn: page,
  violations,
}) => {
  await page.goto(PAGE);
  await page.evaluate(() => {
    const got = document.createElement("div");
    got.innerHTML = `<img src="/nothing" onerror="document.title = 'run'"><b style="color: red">red</b>
      <iframe src="/sign-in"></iframe><iframe srcdoc="<script>parent.document.title = 'run'</script>"></iframe>`;
    document.body.append(got);
  });
  for (const refused of [/inline event handler/, /inline style/, /inline script/, /Framing/])
    await expect.poll(() => violations.filter((said) => refused.test(said)), `${refused}`).not.toEqual([]);
  expect(await page.title()).not.toBe("run");
  await expect(page.getByText("red", { exact: true })).not.toHaveCSS("color", "rgb(255, 0, 0)");
  await page.close();
  violations.length = 0;
});

test("a page that fails, or is not there, has a way on", async ({ signedIn: page }) => {
  for (const address of ["/nowhere", "/administration/orders/ord_nowhere", "/dev/nothing"]) {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Caller IDs" }).last()).toHaveAttribute(
      "href",
      "/administration/caller-ids",
    );
  }
  await page.goto("/dev/design/fault");
  await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await isFine(page, "fault");

  // The last resort shows when the layout itself fails, which no healthy server can be asked to do.
  await page.goto("about:blank");
  await page.setContent(
    renderToStaticMarkup(createElement(GlobalError, { error: new Error(), reset: () => undefined })),
  );
  await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Caller IDs" })).toBeVisible();
  await isFine(page, "last resort");
});
