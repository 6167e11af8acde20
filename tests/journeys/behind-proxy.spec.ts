import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, inArray } from "drizzle-orm";
import { generate } from "selfsigned";
import { connect } from "@/db/client";
import { freePort } from "@/db/embedded";
import { orderLines } from "@/db/schema";
import { pools } from "@/lib/simulator/inventory";
import { installedNginx } from "@/tools/machine.mjs";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { startFakeResend } from "../support/fake-resend";
import { codeIn, linkIn } from "../support/mails";
import { startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { temporaryDatabase } from "../support/temporary-database";
import { expect, proceed, test, typeCode } from "./console";

const NGINX = installedNginx();
const EACH = 100;

test.use({ ignoreHTTPSErrors: true });
test.skip(!NGINX, "nginx is not installed");

test("two instances behind nginx and TLS buy through the death of either, and cookies are __Host-", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const database = await temporaryDatabase("production");
  const simulator = await startSimulatorProcess(database.url, { latency: 300 });
  const resend = await startFakeResend();
  const ports = [await freePort(), await freePort()];
  const nginx = await startNginx(ports);
  const env = {
    DATABASE_URL: database.url,
    TWILIO_BASE_URL: simulator.url,
    RESEND_BASE_URL: resend.url,
    PUBLIC_URL: nginx.url,
    TRUSTED_PROXY_HOPS: "1",
    ENGINE_SETTINGS: "8/6/39",
    AUTH_SECRET: "a-secret-of-this-test-alone-0001",
    TRANSACTION_CODE_SECRET: "a-secret-of-this-test-alone-0002",
    CRON_SECRET: "a-secret-of-this-test-alone-0003",
  };
  const servers = await Promise.all(ports.map((port) => startConsole(env, port)));
  const { db, pool } = connect(database.url, 2);
  try {
    const { admin } = await newOrganization(db);
    await page.goto(`${nginx.url}/administration/orders`);
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await page.getByLabel("Email address").fill(admin.email);
    await page.getByRole("button", { name: "Email me a link" }).click();
    await expect.poll(() => resend.newest(admin.email)?.subject).toBe("Your sign-in link");
    const link = linkIn(resend.newest(admin.email)?.text);
    expect(link).toMatch(/^https:/);
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(`${nginx.url}/administration/orders`);
    const session = (await page.context().cookies()).find(({ name }) => name.includes("session"));
    expect(session).toMatchObject({
      name: "__Host-console.session",
      secure: true,
      httpOnly: true,
      sameSite: "Lax",
    });
    const others = (await page.context().cookies()).filter(({ name }) => !name.startsWith("__Host-"));
    expect(others, "every cookie belongs to this host alone").toEqual([]);
    const headers = (await page.request.get(`${nginx.url}/sign-in`)).headers();
    expect(headers["strict-transport-security"]).toContain("max-age=63072000");

    const stock = pools("US", "local")[0]?.numbers(1) ?? [];
    for (const victim of [0, 1]) {
      await insertInCart(db, admin, stock.splice(0, EACH));
      await proceed(page, "628 555 0100", { at: nginx.url });
      const code = codeIn(resend.newest(admin.email)?.text);
      await typeCode(page, code);
      await expect(page.getByRole("progressbar")).toBeVisible();
      const before = victim * EACH;
      await expect.poll(bought, { intervals: [50] }).toBeGreaterThan(before + 15);
      await servers[victim]?.stop("SIGKILL");
      expect(await bought()).toBeLessThan(before + EACH);
      // The browser goes on as if nothing had happened.
      await expect(async () => {
        // The page may be loading itself anew already, which ends a reload of ours.
        await page.reload();
        await expect(page.getByRole("progressbar")).toBeVisible({ timeout: 5_000 });
      }).toPass({ timeout: 20_000 });
      servers[victim] = await startConsole(env, ports[victim]);
      await expect.poll(open, { timeout: 100_000 }).toBe(0);
    }
    const sold = await simulator.purchases();
    expect(sold).toHaveLength(2 * EACH);
    expect(new Set(sold).size).toBe(2 * EACH);
    await page.goto(`${nginx.url}/administration/caller-ids`);
    await expect(page.getByText(`Purchased from Twilio: ${2 * EACH}`)).toBeVisible();
  } finally {
    await pool.end();
    nginx.stop();
    for (const server of servers) await server.stop();
    simulator.stop();
    resend.stop();
    await database.stop();
  }

  async function bought() {
    return (await db.select({ id: orderLines.id }).from(orderLines).where(eq(orderLines.state, "bought")))
      .length;
  }
  async function open() {
    return (
      await db
        .select({ id: orderLines.id })
        .from(orderLines)
        .where(inArray(orderLines.state, ["queued", "intent", "review"]))
    ).length;
  }
});

/** The documented proxy, with ports and a certificate of its own. */
async function startNginx([one, two]: number[]) {
  const dir = mkdtempSync(join(tmpdir(), "console-nginx-"));
  const port = await freePort();
  const certificate = await generate([{ name: "commonName", value: "localhost" }]);
  writeFileSync(join(dir, "key"), certificate.private);
  writeFileSync(join(dir, "pem"), certificate.cert);
  const site = readFileSync("docs/self-hosting/nginx.conf", "utf8")
    .replace("127.0.0.1:3001", `127.0.0.1:${one}`)
    .replace("127.0.0.1:3002", `127.0.0.1:${two}`)
    .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
    .replace("/etc/ssl/console.pem", `${dir}/pem`)
    .replace("/etc/ssl/console.key", `${dir}/key`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${dir}/${name};`,
  );
  writeFileSync(
    join(dir, "nginx.conf"),
    `daemon off; pid ${dir}/pid; error_log ${dir}/error.log;
events {}
http { access_log off; ${temporary.join(" ")}
${site}
}`,
  );
  const nginx = spawn(NGINX as string, ["-e", `${dir}/error.log`, "-p", dir, "-c", join(dir, "nginx.conf")], {
    stdio: "inherit",
  });
  return {
    url: `https://localhost:${port}`,
    stop: () => {
      nginx.kill("SIGTERM");
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
