import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "@/db/client";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { startConsole } from "../support/start-console";
import { temporaryDatabase } from "../support/temporary-database";
import { codeFor, expect, linkFor, proceed, signIn, test, typeCode } from "./console";

test("requests, purchases and faults are in the log and in traces, by their ids, without secrets; the engine page says how it stands", async ({
  page,
}) => {
  const traces: string[] = [];
  const collector = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    traces.push(`${request.url} ${body}`);
    response.end("{}");
  });
  await new Promise<void>((done) => collector.listen(0, "127.0.0.1", done));
  const database = await temporaryDatabase();
  const server = await startConsole({
    EMBEDDED: "yes",
    DATABASE_URL: database.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${(collector.address() as AddressInfo).port}`,
    OTEL_BSP_SCHEDULE_DELAY: "200",
  });
  const { db, pool } = connect(database.url, 2);
  const logged = () =>
    server
      .log()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  try {
    const { admin } = await newOrganization(db);
    await signIn(page, db, admin.email, server.url);
    const numbers = (pools("US", "local")[0]?.numbers(1) ?? []).slice(0, 3);
    await insertInCart(db, admin, numbers);
    await proceed(page, "(628) 555-0100", { at: server.url });
    await typeCode(page, await codeFor(db, admin.email));
    await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
    const orderId = /orders\/(ord_\w+)/.exec(page.url())?.[1];

    await page.goto(`${server.url}/administration/engine`);
    await expect(page.getByText("Nothing is waiting to be bought.")).toBeVisible();
    await expect(page.getByText("Every purchase so far was answered.")).toBeVisible();
    await page.getByText("Figures for whoever runs this console").click();
    await expect(page.getByText("Nothing is waiting", { exact: true })).toBeVisible();
    await expect(page.getByText(/of 8 in use, one of them kept for checks/)).toBeVisible();
    await expect(page.getByText(/^\d+ seconds? ago$/)).toBeVisible();

    const answer = await page.request.get(`${server.url}/dev/design/fault`);
    const requestId = answer.headers()["x-request-id"];
    expect(requestId).toMatch(/^req_/);
    await expect
      .poll(() => logged().filter((line) => line.message === "request failed"))
      .toMatchObject([{ level: "error", requestId, path: "/dev/design/fault", method: "GET" }]);
    expect(logged().filter((line) => line.message === "purchase")).toEqual(
      Array.from({ length: 3 }, () =>
        expect.objectContaining({
          orderId,
          lineId: expect.stringMatching(/^lin_/),
          outcome: "bought",
          attempts: 1,
        }),
      ),
    );
    expect(logged()).toContainEqual(
      expect.objectContaining({ message: "request", method: "GET", path: "/sign-in/confirm", status: 200 }),
    );
    // A webhook has an id, too: the one that whoever stands before us gave it, or ours.
    const webhook = (headers?: Record<string, string>) =>
      page.request.post(`${server.url}/api/voice/incoming`, { form: { To: "+16285550100" }, headers });
    for (const answered of [await webhook(), await webhook({ "x-request-id": "from-our-proxy" })]) {
      const id = answered.headers()["x-request-id"];
      expect(id).toMatch(/^req_|^from-our-proxy$/);
      await expect
        .poll(logged)
        .toContainEqual(expect.objectContaining({ requestId: id, path: "/api/voice/incoming", status: 403 }));
    }

    await expect.poll(() => traces.join(), { timeout: 10_000 }).toContain("GET /administration/engine");
    const all = traces.join("\n");
    expect(all).toMatch(/^\/v1\/traces /);
    expect(all).toContain(orderId);
    const token = /[?&]token=(\w+)/.exec(await linkFor(db, admin.email))?.[1] ?? "";
    expect(token).toMatch(/\w{32}/);
    for (const secret of [token, ...numbers.map(({ e164 }) => e164), admin.email]) {
      expect(all, "traces").not.toContain(secret);
      expect(server.log(), "the log").not.toContain(secret);
    }
  } finally {
    await pool.end();
    await server.stop();
    collector.close();
    collector.closeAllConnections();
    await database.stop();
  }
});
