import type { Page } from "@playwright/test";
import { putInCart } from "../support/cart-rows";
import { simulatedTwilio } from "../support/simulated-twilio";
import { codeFor, expect, proceed, resume, test, typeCode } from "./console";

const ADD = "/administration/caller-ids/add?country=US&type=local&areaCode=512";
const CART = "/administration/caller-ids/cart";

/** As browsers' translators do: each text is put into a `<font>` of its own, or replaced by one, again and again. */
async function translate(page: Page) {
  // Translators wait until a page has come to rest.
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")),
  );
  await page.evaluate(() => {
    let next = 0;
    const wrap = (text: Text) => {
      const isSkipped = text.parentElement?.closest("script, style, font, [translate=no]");
      if (isSkipped || !text.data.trim()) return;
      const font = document.createElement("font");
      // Each translator has its way.
      const ways = [
        () => text.replaceWith(font),
        () => {
          text.before(font);
          text.remove();
        },
        () => {
          text.after(font);
          text.remove();
        },
      ];
      const around = next++ % 4;
      if (around === 3) {
        text.replaceWith(font);
        font.append(text);
        return;
      }
      const inner = document.createElement("font");
      inner.textContent = text.data;
      font.append(inner);
      ways[around]?.();
    };
    const all = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      texts.forEach(wrap);
    };
    all();
    new MutationObserver(all).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

const isAlive = async (page: Page) => {
  await expect(page.getByText("could not be loaded")).toHaveCount(0);
  await expect(page.locator("main")).toBeVisible();
};

test("a page that a browser translates goes on and says what is true", async ({
  signedIn: page,
  db,
  organization: { admin, twilioAccountSid: account },
}) => {
  const faults: string[] = [];
  page.on("pageerror", (fault) => faults.push(fault.message));
  await page.goto(ADD);
  await translate(page);
  await page.getByRole("button", { name: /Add to Cart/ }).click();
  await expect(page.getByText("Tick at least one number")).toBeVisible();
  await page.locator('input[name="offer"]').first().check();
  await expect(page.getByText("Tick at least one number")).toBeHidden();
  await page.getByRole("button", { name: /Add to Cart/ }).click();
  await expect(page.getByText("1 number added to your cart.")).toBeVisible();
  await isAlive(page);

  await putInCart(db, admin, 3, "737");
  await page.goto(CART);
  await translate(page);
  await page
    .getByRole("button", { name: /^Remove / })
    .last()
    .click();
  await expect(page.getByText("was removed.")).toBeVisible();
  await expect(page.getByText("3 numbers.")).toBeVisible();
  await expect(page.getByText("4 numbers.")).toHaveCount(0);
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect(page.getByText("4 numbers.")).toBeVisible();
  await isAlive(page);

  await proceed(page, "628 555 0100");
  await translate(page);
  // The seconds until a new code may be asked for go on.
  const wait = page.getByText(/You can ask for a new one in/);
  const before = await wait.textContent();
  await expect.poll(() => wait.textContent()).not.toBe(before);
  await typeCode(page, "7777-7777");
  await expect(page.getByText("That is not the code we sent. 4 tries left.")).toBeVisible();
  await isAlive(page);

  await simulatedTwilio().fault({ kind: "account", as: "20005" }, { method: "POST", account });
  await typeCode(page, await codeFor(db, admin.email));
  await expect(page.getByText("Buying is paused.")).toBeVisible();
  await simulatedTwilio().clearFaults(account);
  await translate(page);
  await resume(page);
  await expect(page.getByText("Purchase is completed: 4 of 4 bought")).toBeVisible();
  await expect(page.getByRole("row", { name: /Waiting|Buying/ })).toHaveCount(0);
  await isAlive(page);
  for (const address of ["orders", "reconcile", "engine", "caller-ids"]) {
    await page.goto(`/administration/${address}`);
    await translate(page);
    await isAlive(page);
  }
  expect(faults).toEqual([]);
});

test("without a network, and after an update of the console, nothing that was ticked or typed is lost", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  const isPost = (method: string) => method === "POST";
  await page.goto(ADD);
  const boxes = page.locator('input[name="offer"]');
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  await page.route("**/*", (route) => (isPost(route.request().method()) ? route.abort() : route.continue()));
  await page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(page.getByText("The network did not answer, so this may not have arrived.")).toBeVisible();
  await expect(boxes.nth(0)).toBeChecked();
  await expect(boxes.nth(2)).toBeChecked();
  await page.unrouteAll();
  // What is changed after the answer is newer than it.
  await boxes.nth(2).uncheck();
  await expect(boxes.nth(2)).not.toBeChecked();
  await page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(page.getByText("1 number added to your cart.")).toBeVisible();

  // What was said about the last press is past.
  await page.getByRole("button", { name: "Add to Cart" }).click();
  await expect(page.getByText("Tick at least one number")).toBeVisible();
  await expect(page.getByText("1 number added to your cart.")).toHaveCount(0);

  // A form that is one button.
  await page.goto("/administration/reconcile");
  await page.route("**/*", (route) => (isPost(route.request().method()) ? route.abort() : route.continue()));
  await page.getByRole("button", { name: "Read the Twilio account" }).click();
  await expect(page.getByText("The network did not answer, so this may not have arrived.")).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Read the Twilio account" }).click();
  await expect(page.getByText("The network did not answer")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Read the Twilio account" })).toHaveCount(0);

  await proceed(page, "628 555 0100");
  // An action that the server does not know any more.
  await page.route("**/*", (route) => {
    const { "next-action": action, ...headers } = route.request().headers();
    return route.continue({
      headers: action ? { ...headers, "next-action": "7f".padEnd(42, "0") } : headers,
    });
  });
  const field = page.getByRole("textbox", { name: "Transaction Code" });
  await field.fill("7K4Q-9RXM");
  await page.getByRole("button", { name: "Validate & Proceed" }).click();
  await expect(page.getByText("The console was updated; nothing was changed. Reload the page")).toBeVisible();
  await expect(field).toHaveValue("7K4Q-9RXM");
  await page.unrouteAll();
  await typeCode(page, await codeFor(db, admin.email));
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
});

test("a post without an origin, or with one that is none, is refused in our own words", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  await putInCart(db, admin, 1);
  for (const origin of ["null", "not an origin", "https://", "http://localhost:99999"]) {
    const answer = await page.request.post(CART, {
      headers: { origin, "content-type": "text/plain" },
      data: "x",
      maxRedirects: 0,
    });
    expect([answer.status(), answer.headers().location], origin).toEqual([
      303,
      expect.stringMatching(/\/refused$/),
    ]);
  }
});

test("copied rows are lines of cells, with numbers as a dialler takes them", async ({
  signedIn: page,
  db,
  organization: { admin },
}) => {
  const numbers = await putInCart(db, admin, 3);
  await page.goto(CART);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = async (from: string, to: string) => {
    await page.evaluate(
      ([from, to]) => {
        const at = (e164: string | undefined) =>
          document.querySelector(`[data-e164="${e164}"]`)?.closest("td");
        const [first, last] = [at(from), at(to)?.parentElement?.lastElementChild];
        if (first && last) document.getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
      },
      [from, to],
    );
    await page.keyboard.press("Control+c");
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const shown = await page
    .locator("td [data-e164]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-e164") ?? ""));
  expect([...shown].sort()).toEqual(numbers);
  const lines = (await copied(shown[0] ?? "", shown[2] ?? "")).split("\n").map((line) => line.split("\t"));
  expect(lines.map(([number]) => number)).toEqual(shown);
  expect(lines[0]?.slice(1)).toEqual([expect.stringMatching(/, TX$/), "Not checked yet", "$1.15"]);
  await expect(page.locator('meta[name="format-detection"]')).toHaveAttribute("content", /telephone=no/);
});

test("the list of users: Escape closes it, Enter takes the only one who is found, accents don't matter", async ({
  signedIn: page,
  db,
  organization: { admin, staff },
}) => {
  await putInCart(db, admin, 1);
  await page.goto(`${CART}/forward-calls`);
  const list = page.locator("details.user-picker");
  await list.locator("summary").click();
  const find = page.getByPlaceholder("Search by name, email or team");
  await find.fill(` ${staff[0]?.name.replace("Person", "P\u00e9rs\u00f6n").toUpperCase()}\u200b`);
  await find.press("Enter");
  await expect(page.getByText(`1 of ${staff.length + 1} users`)).toBeVisible();
  await expect(page).toHaveURL(/forward-calls$/);
  await list.locator("li:not([hidden]) input").focus();
  await page.keyboard.press("Escape");
  await expect(list).not.toHaveAttribute("open");
  await expect(list.locator("summary")).toBeFocused();
  // Somebody is chosen: that is not lost to one key more.
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/forward-calls$/);
  await page.reload();
  await list.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(find).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(list.locator("summary")).toBeFocused();
  // What lies under it is closed by the next one.
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/cart$/);
});
