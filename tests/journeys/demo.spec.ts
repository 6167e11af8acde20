import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { connect } from "@/db/client";
import { freePort } from "@/db/embedded";
import { orders } from "@/db/schema";
import { startConsole } from "../support/start-console";
import { temporaryDatabase } from "../support/temporary-database";
import { expect, signIn, test } from "./console";
import { isFine } from "./fine";

const PICTURES = "test-reports/screenshots";
/** What the documents show; `RENEW_DOCS=yes npx playwright test demo` renews them. */
const IN_DOCS = [
  "caller-ids.png",
  "caller-ids-phone.png",
  "add.png",
  "cart.png",
  "forward-calls.png",
  "transaction-code.png",
  "order-partly-done-dark.png",
  "orders.png",
  "reconcile.png",
  "engine.png",
];
const DANA = "dana.kessler@brightwater.example";

test("every screen of the demo organisation is believable, accessible, and pictured", async ({ browser }) => {
  test.setTimeout(360_000);
  const database = await temporaryDatabase();
  // Known to the seed too: Twilio is told where this console is.
  const port = await freePort();
  const env = {
    PORT: String(port),
    EMBEDDED: "yes",
    DATABASE_URL: database.url,
    SUPPORT_EMAIL: "help@brightwater.example",
  };
  execFileSync(process.execPath, ["--import", "tsx", "tools/seed.mts"], { env: { ...process.env, ...env } });
  const console = await startConsole(env, port);
  const { db, pool } = connect(database.url, 2);
  const page = await (await browser.newContext({ baseURL: console.url })).newPage();
  try {
    await walk();
  } finally {
    await page.context().close();
    await pool.end();
    await console.stop();
    await database.stop();
  }

  async function walk() {
    await signIn(page, db, DANA);
    const all = await db.select().from(orders).orderBy(orders.createdAt);
    const inState = (state: string) => all.find((order) => order.state === state);
    const order = (state: string) => `/administration/orders/${inState(state)?.id}?show=all`;

    const screens: [name: string, address: string][] = [
      ["caller-ids", "/administration/caller-ids"],
      ["add", "/administration/caller-ids/add?country=US&type=local&areaCode=512"],
      ["cart", "/administration/caller-ids/cart"],
      ["forward-calls", "/administration/caller-ids/cart/forward-calls"],
      ["orders", "/administration/orders"],
      ["order-approved", order("approved")],
      ["order-buying", order("buying")],
      ["order-paused", order("paused")],
      ["order-done", order("done")],
      ["order-partly-done", order("partly_done")],
      ["order-failed", order("failed")],
      ["order-waiting", order("awaiting_code")],
      ["reconcile", "/administration/reconcile"],
      ["reconcile-changed", "/administration/reconcile?show=drifted"],
      ["engine", "/administration/engine"],
      ["design", "/dev/design"],
      ["outbox", "/dev/outbox"],
    ];
    for (const [name, address] of screens) {
      expect((await page.goto(address))?.status(), name).toBe(200);
      await isFine(page, name);
      await picture(name);
    }

    // The Transaction Code window is seen by its requester only.
    await page.goto("/administration/caller-ids/cart/forward-calls");
    await page.getByLabel("Forward all Incoming Calls to").fill("(628) 555-0100");
    await page.getByRole("button", { name: "Proceed" }).click();
    await expect(page.getByRole("heading", { name: "Transaction Code" })).toBeVisible();
    await isFine(page, "transaction code");
    await picture("transaction-code");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("The order was cancelled.")).toBeVisible();
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await isFine(page, "sign-in");
    await picture("sign-in");
  }

  async function picture(name: string) {
    const shot = async (suffix: string) => {
      const file = `${name}${suffix}.png`;
      await page.screenshot({ path: `${PICTURES}/${file}`, fullPage: name === "design" });
      if (process.env.RENEW_DOCS && IN_DOCS.includes(file))
        copyFileSync(`${PICTURES}/${file}`, `docs/screenshots/${file}`);
    };
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await shot("");
    await page.emulateMedia({ colorScheme: "dark" });
    await shot("-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 360, height: 780 });
    await shot("-phone");
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});
