import { spawnSync } from "node:child_process";
import { Client } from "pg";
import { connect } from "@/db/client";
import { organizations } from "@/db/schema";
import { simulatedAccount } from "../support/factories";
import { startFakeResend } from "../support/fake-resend";
import { codeIn, linkIn } from "../support/mails";
import { startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { temporaryDatabase } from "../support/temporary-database";
import { addNumbers, expect, proceed, test, typeCode } from "./console";

const EMAIL = "first.admin@production.example";
const SECOND = "second.admin@production.example";

test("the production build buys over real HTTP, with its own commands and no embedded part", async ({
  browser,
}) => {
  const cluster = await temporaryDatabase();
  const databases = await Promise.all(
    ["production", "elsewhere"].map((name) => emptyDatabase(cluster.url, name)),
  );
  const [databaseUrl = "", simulatorUrl = ""] = databases;
  const simulator = await startSimulatorProcess(simulatorUrl);
  const resend = await startFakeResend();
  const env = {
    DATABASE_URL: databaseUrl,
    TWILIO_BASE_URL: simulator.url,
    RESEND_BASE_URL: resend.url,
    AUTH_SECRET: "a-secret-of-this-test-alone-0001",
    TRANSACTION_CODE_SECRET: "a-secret-of-this-test-alone-0002",
    CRON_SECRET: "a-secret-of-this-test-alone-0003",
  };
  run(["run", "db:migrate"], env);
  run(["run", "create-admin", "--", EMAIL, "Production Ltd", "--maximum", "10"], env);
  run(["run", "create-admin", "--", EMAIL, "Production Ltd"], env);
  const server = await startConsole(env);
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  /** Signs in with the mailed link. */
  const enter = async (email: string) => {
    await page.goto("/sign-in");
    await page.getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect.poll(() => resend.newest(email)?.subject).toBe("Your sign-in link");
    await page.goto(linkIn(resend.newest(email)?.text));
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("No Caller IDs yet")).toBeVisible();
  };
  try {
    await enter(EMAIL);
    expect((await page.request.get("/dev/outbox")).status()).toBe(404);

    await addNumbers(page, "512", 2);
    await page.goto("/administration/caller-ids/cart/forward-calls");
    await page.getByLabel("Forward all Incoming Calls to").fill("628 555 0100");
    resend.setDown(true);
    await page.getByRole("button", { name: "Proceed" }).click();
    await expect(page.getByText("The email could not be sent")).toBeVisible();
    await page.getByRole("button", { name: "Send a new code" }).click();
    await expect(page.getByText("The email could not be sent. Your order is kept; try again.")).toBeVisible();
    resend.setDown(false);
    await page.getByRole("button", { name: "Send a new code" }).click();
    await expect(page.getByText("A new code is on its way.")).toBeVisible();
    await expect(page.getByText(/We emailed a code to f••••••n@production\.example/)).toBeVisible();
    const mail = resend.newest(EMAIL);
    expect(mail?.subject).toBe("Transaction Code for 2 numbers, $2.30");
    const code = codeIn(mail?.text);
    expect(mail?.html).toContain(code);
    await typeCode(page, code);
    await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
    expect(await simulator.purchases()).toHaveLength(2);

    // A second organisation, on a sub-account that signs its webhooks with a token of its own.
    const sub = simulatedAccount();
    const stranger = ["run", "create-admin", "--", SECOND, "Second Ltd", "--twilio-account"];
    expect(refused([...stranger, `AC${"f".repeat(32)}`], env)).toContain("is not an active sub-account");
    await simulator.control("accounts", { sid: sub, authToken: "a-token-of-the-sub-account" });
    run([...stranger, sub], env);
    run([...stranger, sub], env);
    const [sealed] = await sealedTokens(databaseUrl);
    expect(sealed).toMatch(/^[\w-]{60,}$/);
    expect(sealed).not.toContain("token");
    await context.clearCookies();
    await enter(SECOND);
    await addNumbers(page, "206", 1);
    await proceed(page, "628 555 0100");
    await typeCode(page, codeIn(resend.newest(SECOND)?.text));
    await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
    const to = (await simulator.purchases()).at(-1);
    const call = { to, from: "+16175550188", script: [{ answerAfter: 5, talk: 10 }] };
    expect(await simulator.control("calls/inbound", call)).toMatchObject({
      legs: [{ to: "+16285550100", result: "completed" }],
    });
    // Signed with another account's token, it is not answered.
    const forged = { ...call, delivery: { duplicate: false, delay: 0, badSignature: true } };
    expect(await simulator.control("calls/inbound", forged)).toMatchObject({ legs: [] });
    await expect.poll(() => resend.newest(SECOND)?.subject).toMatch(/^Purchase is completed/);
  } finally {
    await context.close();
    await server.stop();
    simulator.stop();
    resend.stop();
    await cluster.stop();
  }
});

async function sealedTokens(databaseUrl: string): Promise<string[]> {
  const { db, pool } = connect(databaseUrl, 1);
  const rows = await db.select({ sealed: organizations.twilioTokenSealed }).from(organizations);
  await pool.end();
  return rows.flatMap(({ sealed }) => (sealed === null ? [] : [sealed]));
}

async function emptyDatabase(clusterUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return clusterUrl.replace(/console$/, name);
}

/** A command of the README, as its reader would run it. */
function npm(args: string[], env: Record<string, string>) {
  const { PATH = "", HOME = "" } = process.env;
  return spawnSync("npm", args, {
    env: { PATH, HOME, ...env } as unknown as NodeJS.ProcessEnv,
    encoding: "utf8",
  });
}

function refused(args: string[], env: Record<string, string>): string {
  const result = npm(args, env);
  expect(result.status).not.toBe(0);
  return result.stderr;
}

function run(args: string[], env: Record<string, string>) {
  const result = npm(args, env);
  expect(result.status, `npm ${args.join(" ")}\n${result.stdout}\n${result.stderr}`).toBe(0);
}
