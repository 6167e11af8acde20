import { execFile } from "node:child_process";
import { type AddressInfo, connect, createServer } from "node:net";
import { promisify } from "node:util";
import { Client } from "pg";
import { freePort } from "@/db/embedded";
import { startFakeResend } from "../support/fake-resend";
import { startConsole, startInVain } from "../support/start-console";
import { temporaryDatabase } from "../support/temporary-database";
import { expect, test } from "./console";

const SECRETS = {
  AUTH_SECRET: "a-secret-of-this-test-alone-0001",
  TRANSACTION_CODE_SECRET: "a-secret-of-this-test-alone-0002",
};
const PREVIEW = {
  ...SECRETS,
  VERCEL: "1",
  VERCEL_ENV: "preview",
  OUTBOX_TOKEN: "a-token-of-this-test-alone",
};

/** The steps of .github/workflows/preview.yml, with a database beside the branch's in the place of Neon. */
test("a preview: branched, migrated, seeded, tried by the smoke journey without a cron, and removed", async () => {
  test.setTimeout(240_000);
  const cluster = await temporaryDatabase("preview");
  const sql = async (query: string, database = "postgres") => {
    const client = new Client({ connectionString: cluster.url.replace(/console$/, database) });
    await client.connect();
    await client.query(query).finally(() => client.end());
  };
  try {
    await sql("create database pr_7 template console");
    const DATABASE_URL = cluster.url.replace(/console$/, "pr_7");
    const port = await freePort();
    const env = { ...PREVIEW, DATABASE_URL, PUBLIC_URL: `http://localhost:${port}` };
    expect((await npm(["run", "db:migrate"], env)).stdout).toContain("The database has the newest schema.");
    expect((await npm(["run", "db:seed"], env)).stdout).toContain("dana.kessler@brightwater.example");
    // Whoever reviews a preview whose mail goes out.
    const reviewer = ["run", "create-admin", "--", "you@example.com", "Brightwater Calling"];
    expect((await npm(reviewer, { VERCEL_ENV: "preview", DATABASE_URL })).stdout).toContain(
      "you@example.com is an owner of Brightwater Calling",
    );

    const smoked = async (settings: Record<string, string>) => {
      const server = await startConsole(settings, port);
      try {
        expect((await fetch(`${server.url}/dev/outbox`)).status).toBe(404);
        expect((await fetch(`${server.url}/api/cron/pump`)).status).toBe(401);
        const CHROME_BIN = process.env.CHROME_BIN ?? "";
        return (await npm(["run", "smoke"], { ...settings, SMOKE_URL: server.url, CHROME_BIN })).stdout;
      } finally {
        // As the platform ends a function: its pump goes on for as long as the platform lets it.
        await server.stop("SIGKILL");
      }
    };
    expect(await smoked(env)).toContain("1 passed");
    // One whose mail goes out is tried as far as asking for a link.
    const resend = await startFakeResend();
    const mail = { OUTBOX_TOKEN: "", RESEND_API_KEY: "re_of_this_test", RESEND_BASE_URL: resend.url };
    try {
      expect(await smoked({ ...env, ...mail })).toContain("1 skipped");
      expect(resend.newest("dana.kessler@brightwater.example")?.subject).toBe("Your sign-in link");
    } finally {
      resend.stop();
    }
    await sql("drop database pr_7 with (force)");
  } finally {
    await cluster.stop();
  }
});

test("a preview with credentials that look live does not start, and says why in one sentence", async () => {
  const { code, log } = await startInVain({
    ...PREVIEW,
    DATABASE_URL: "postgres://localhost:1/none",
    TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "f".repeat(32),
  });
  expect(code).toBe(1);
  expect(log).toContain(
    "Twilio credentials that look live are refused in preview mode: unset TWILIO_ACCOUNT_SID and TWILIO_API_KEY, nothing here may spend money.",
  );
  expect(log).not.toContain("f".repeat(32));
});

for (const [name, platform] of [
  ["Vercel production", { VERCEL: "1", VERCEL_ENV: "production" }],
  ["self-hosted", {}],
] as const)
  test(`${name} without settings names every missing one at once and does not start`, async () => {
    const { code, log } = await startInVain(platform);
    expect(code).toBe(1);
    for (const missing of [
      "DATABASE_URL",
      "PUBLIC_URL",
      "AUTH_SECRET",
      "TRANSACTION_CODE_SECRET",
      "CRON_SECRET",
      "LIVE_PURCHASES",
      "TWILIO_ACCOUNT_SID",
      "TWILIO_AUTH_TOKEN",
      "RESEND_API_KEY",
      "EMAIL_FROM",
    ])
      expect(log).toContain(missing);
  });

for (const asleepMs of [0, 5_000])
  test(`a server refuses the database of another environment, ${asleepMs ? "also one that was asleep" : "and says so"}`, async () => {
    const database = await temporaryDatabase("production");
    const { hostname, port } = new URL(database.url);
    // A wire that lets nothing through at first.
    const wire = createServer((client) => {
      const through = setTimeout(() => {
        const server = connect(Number(port), hostname).on("error", () => client.destroy());
        client.pipe(server).pipe(client);
      }, asleepMs);
      client.on("error", () => undefined).on("close", () => clearTimeout(through));
    });
    await new Promise<void>((done) => wire.listen(0, "127.0.0.1", done));
    const { port: late } = wire.address() as AddressInfo;
    try {
      const { code, log } = await startInVain({
        ...PREVIEW,
        PUBLIC_URL: "http://localhost:3000",
        DATABASE_URL: database.url.replace(`:${port}/`, `:${late}/`),
      });
      expect(code).toBe(1);
      expect(log).toContain("This database is marked for production, and this is preview.");
    } finally {
      wire.close();
      await database.stop();
    }
  });

/** Not awaited in one piece: the server's log has to be read meanwhile. */
async function npm(args: string[], env: Record<string, string>) {
  const { PATH = "", HOME = "" } = process.env;
  return promisify(execFile)("npm", args, {
    env: { PATH, HOME, ...env } as unknown as NodeJS.ProcessEnv,
  });
}
