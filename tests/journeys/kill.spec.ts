import { eq } from "drizzle-orm";
import { connect } from "@/db/client";
import { orderLines } from "@/db/schema";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { temporaryDatabase } from "../support/temporary-database";
import { codeFor, expect, signIn, test, typeCode } from "./console";

const NUMBERS = 50;

test("a server that is told to end, and later killed, in the middle of purchases finishes them when it starts again", async ({
  page,
}) => {
  const database = await temporaryDatabase();
  const simulator = await startSimulatorProcess(database.url, { latency: 200 });
  // Lease, timeout and quarantine scaled together from 60/30/90.
  const env = {
    EMBEDDED: "yes",
    DATABASE_URL: database.url,
    TWILIO_BASE_URL: simulator.url,
    ENGINE_SETTINGS: "4/2/6",
  };
  let server = await startConsole(env);
  const port = Number(new URL(server.url).port);
  const { db, pool } = connect(database.url, 2);
  const inState = async (state: "bought" | "intent") =>
    (await db.select({ id: orderLines.id }).from(orderLines).where(eq(orderLines.state, state))).length;
  /** Stops the server while it buys, once so many more numbers are bought. */
  const stopAmidst = async (
    signal: "SIGKILL" | "SIGTERM",
    bought: number,
    whileStopping?: () => Promise<void>,
  ) => {
    await expect.poll(() => inState("bought"), { intervals: [50] }).toBeGreaterThanOrEqual(bought);
    expect(await inState("intent")).toBeGreaterThan(0);
    const stopped = server.stop(signal);
    await whileStopping?.();
    await stopped;
    expect(await inState("bought")).toBeLessThan(NUMBERS);
  };
  try {
    const { admin } = await newOrganization(db);
    const at = (path: string) => `${server.url}${path}`;
    await signIn(page, db, admin.email, server.url);
    await insertInCart(db, admin, pools("US", "local")[0]?.numbers(1).slice(0, NUMBERS) ?? []);
    await page.goto(at("/administration/caller-ids/cart/forward-calls"));
    await page.getByLabel("Forward all Incoming Calls to").fill("628 555 0100");
    await page.getByRole("button", { name: "Proceed" }).click();
    await typeCode(page, await codeFor(db, admin.email));
    await expect(page.getByRole("progressbar")).toBeVisible();

    await stopAmidst("SIGTERM", 8, async () => {
      // A request may overtake the signal.
      const readiness = async () => {
        const answer = await fetch(at("/api/ready")).catch(() => null);
        return [answer?.status, await answer?.json()];
      };
      await expect.poll(readiness, { intervals: [20] }).toEqual([503, { state: "stopping" }]);
    });
    // Told to end, it writes down what Twilio answers to the requests that are under way; killed, it can't.
    expect(await inState("intent")).toBe(0);

    server = await startConsole(env, port);
    await stopAmidst("SIGKILL", 24);
    expect(await inState("intent")).toBeGreaterThan(0);

    server = await startConsole(env, port);
    // Nobody looks at the order: it finishes by itself.
    await expect.poll(() => inState("bought"), { timeout: 60_000 }).toBe(NUMBERS);
    const bought = await simulator.purchases();
    expect(bought).toHaveLength(NUMBERS);
    expect(new Set(bought).size).toBe(NUMBERS);
    await page.goto(at("/administration/caller-ids"));
    await expect(page.getByText(`Purchased from Twilio: ${NUMBERS}`)).toBeVisible();
    const listed = await page
      .locator(".phone-number")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-e164")));
    expect(listed.sort()).toEqual(bought.sort());
  } finally {
    await pool.end();
    await server.stop();
    simulator.stop();
    await database.stop();
  }
});
