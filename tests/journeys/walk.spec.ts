import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { eq } from "drizzle-orm";
import { Client } from "pg";
import { connect } from "@/db/client";
import { orderLines, orders, sessions, users } from "@/db/schema";
import { plainNumber } from "@/lib/domain/format";
import { pools } from "@/lib/simulator/inventory";
import { actionFields } from "../support/action-fields";
import { pagesAndRoutes } from "../support/addresses";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { startFakeResend } from "../support/fake-resend";
import { type RunningConsole, startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { temporaryDatabase } from "../support/temporary-database";
import { expect, proceed, test, typeCode } from "./console";

const SECRETS = {
  AUTH_SECRET: "a-secret-of-this-test-alone-0001",
  TRANSACTION_CODE_SECRET: "a-secret-of-this-test-alone-0002",
  CRON_SECRET: "a-secret-of-this-test-alone-0003",
};
/** What the browser's part of React encodes an action's arguments with. */
const REACT_CLIENT = "next/dist/compiled/react-server-dom-turbopack/client.node.js";
type ReactClient = { encodeReply: (value: unknown) => Promise<FormData | string> };

type Person = { name: string; cookie: string /** What is no news to them. */; knows?: string[] };
type Action = { id: string; name: string; page: string };

/** Headers with which people have walked past such consoles before, or made them believe who they are. */
const FORGED: Record<string, string>[] = [
  {},
  {
    "x-middleware-subrequest": Array(5).fill("middleware").join(":"),
    "x-forwarded-host": "evil.example",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "https",
    "x-console-page": "//evil.example",
    "x-original-url": "/administration/orders",
    "x-rewrite-url": "/administration/orders",
    "x-matched-path": "/administration/orders",
    "x-http-method-override": "PUT",
  },
  {
    "x-middleware-subrequest": Array(5).fill("src/middleware").join(":"),
    rsc: "1",
    "next-router-prefetch": "1",
  },
];

test("a stranger, a plain user and another organisation's admin learn nothing and change nothing, at any address", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const database = await temporaryDatabase("production");
  const simulator = await startSimulatorProcess(database.url);
  const resend = await startFakeResend();
  const server = await startConsole({
    ...SECRETS,
    DATABASE_URL: database.url,
    TWILIO_BASE_URL: simulator.url,
    RESEND_BASE_URL: resend.url,
  });
  const { db, pool } = connect(database.url, 2);
  try {
    // Whom everybody is after: numbers bought, orders to approve, resume and put back, a number to adopt, a cart.
    const victim = await newOrganization(db);
    const stock = pools("US", "local")[0]?.numbers(1) ?? [];
    const own = await enter(victim.admin.userId);
    const [name = "", value = ""] = own.split("=");
    await page.context().addCookies([{ name, value, url: server.url, httpOnly: true }]);
    await insertInCart(db, victim.admin, stock.splice(0, 2));
    await proceed(page, "(628) 555-0177", { at: server.url });
    const code = /Transaction Code: (\S{9})/.exec(resend.newest(victim.admin.email)?.text ?? "")?.[1] ?? "";
    await typeCode(page, code);
    await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
    await insertInCart(db, victim.admin, stock.splice(0, 2));
    await proceed(page, "(628) 555-0177", { at: server.url });
    const awaiting = /orders\/(ord_\w+)/.exec(page.url())?.[1] ?? "";

    const [paused, left, failed] = await pausedAndFailed();
    const account = victim.twilioAccountSid;
    await simulator.control("external", { kind: "buy", account, numbers: ["+12065550142"] });
    await page.goto(`${server.url}/administration/reconcile`);
    await page.getByRole("button", { name: "Read the Twilio account" }).click();
    await page.getByRole("link", { name: "Not listed 1" }).click();
    const row = (await page.getByRole("checkbox", { name: "(206) 555-0142" }).getAttribute("value")) ?? "";
    expect(row).toMatch(/^\+12065550142 \S+$/);

    const lines = await db.select().from(orderLines);
    const placed = await db.select().from(orders);
    const known = [
      ...lines.flatMap(({ e164 }) => [e164, plainNumber(e164)]),
      ...placed.map(({ fingerprint }) => fingerprint.slice(0, 8)),
      ...placed.map(({ twilioAccountSid }) => twilioAccountSid),
      plainNumber("+16285550177"),
      victim.admin.email,
      victim.admin.name,
      victim.admin.organizationName,
      ...victim.staff.map(({ email }) => email),
      ...Object.values(SECRETS),
    ];
    const elsewhere = await newOrganization(db);
    const plain = await newOrganization(db);
    await db.update(users).set({ role: "user" }).where(eq(users.id, plain.admin.userId));
    const people: Person[] = [
      { name: "a stranger", cookie: "" },
      {
        name: "somebody with a forged session",
        cookie: `console.session=${randomBytes(32).toString("hex")}`,
      },
      { name: "a plain user", cookie: await enter(plain.admin.userId) },
      { name: "another organisation's admin", cookie: await enter(elsewhere.admin.userId) },
      {
        name: "a colleague without the role",
        cookie: await enter(victim.staff[0]?.id ?? ""),
        knows: [victim.admin.organizationName, victim.staff[0]?.email ?? ""],
      },
    ];
    const before = await everythingOf(database.url, victim.organizationId);
    expect(before).toContain(lines[0]?.e164);
    const soldBefore = (await simulator.ledger()).length;

    // Every page and route, by every method.
    const addresses = pagesAndRoutes().flatMap((address) =>
      placed.map(({ id }) => address.replace("[orderId]", id).replace("[...nextauth]", "session")),
    );
    expect(addresses.length).toBeGreaterThan(40);
    for (const person of people)
      for (const address of new Set(addresses))
        for (const forged of FORGED)
          for (const method of ["GET", "POST", "PUT", "DELETE"]) {
            if (method !== "GET" && forged !== FORGED[0]) continue;
            const answer = await ask(server, address, {
              method,
              headers: { ...forged, cookie: person.cookie },
            });
            const what = `${person.name}, ${method} ${address} ${Object.keys(forged)[0] ?? ""}`;
            expect(
              known.filter((secret) => answer.body.includes(secret) && !person.knows?.includes(secret)),
              what,
            ).toEqual([]);
            expect(answer.location, what).not.toMatch(/^(https?:)?\/\/(?!localhost)/);
            if (
              address.startsWith("/administration") &&
              method === "GET" &&
              person.name !== "another organisation's admin"
            )
              expect([303, 307, 308], `${what}: ${answer.status}`).toContain(answer.status);
          }

    // Every action, with and without scripts, on the other organisation's things: with each field that its schema has.
    const values: Record<string, string> = {
      orderId: awaiting,
      code,
      remove: lines.find(({ orderId }) => orderId === awaiting)?.e164 ?? "",
      clear: "yes",
      check: "yes",
      // Its other verbs need rows of other kinds; strangers try those in lib/reconcile/*.db.test.ts.
      verb: "adopt",
      row,
      after: "+12065550141",
      before: "+12065550141",
      show: "unlisted",
      offer: "forged",
      search: "areaCode=512",
      forwardTo: "(628) 555-0100",
      users: victim.staff[0]?.id ?? "",
      everyone: "yes",
      ringForever: "yes",
      find: "",
      searched: "",
      do: "proceed",
      email: victim.admin.email,
      to: "//evil.example",
    };
    const fields = actionFields();
    expect([...new Set([...fields.values()].flat())].sort()).toEqual(Object.keys(values).sort());
    /** The order that an action could do something to. */
    const orderFor = (action: Action) =>
      ({ resumeAction: paused, cancelRemainingAction: left, putBackAction: failed })[action.name] ?? awaiting;
    /** What is posted: each field of the schema, one button of several at a time. */
    const formsFor = (action: Action): FormData[] => {
      const own = fields.get(action.name) ?? [];
      const buttons = own.filter((field) => ["clear", "remove", "check"].includes(field));
      return (buttons.length > 0 ? buttons : [null]).map((pressed) => {
        const form = new FormData();
        for (const field of own)
          if (pressed === null || !buttons.includes(field) || field === pressed)
            form.append(field, field === "orderId" ? orderFor(action) : (values[field] ?? ""));
        return form;
      });
    };
    // Signing out comes last: whoever has done it is a stranger.
    const isSignOut = ({ name }: Action) => Number(name === "signOutAction");
    const actions = readActions().sort((a, b) => isSignOut(a) - isSignOut(b));
    expect(actions.map(({ name }) => name).sort()).toEqual([...fields.keys()].sort());
    for (const person of people)
      for (const action of actions)
        for (const form of formsFor(action)) {
          const at = action.page.replace("[orderId]", orderFor(action));
          for (const scripted of [true, false])
            for (const [origin, headers] of [
              [server.url, {}],
              ["https://evil.example", {}],
              ["https://evil.example", FORGED[1]],
              [undefined, FORGED[2]],
            ] as const) {
              const { cookie } = person;
              const answer = await post(server, at, action, form, { scripted, origin, cookie, headers });
              const what = `${person.name}, ${action.name}`;
              const echoed = [
                victim.admin.email,
                ...lines.map(({ e164 }) => e164),
                ...lines.map(({ e164 }) => plainNumber(e164)),
              ];
              expect(
                known.filter(
                  (secret) =>
                    answer.includes(secret) && !echoed.includes(secret) && !person.knows?.includes(secret),
                ),
                what,
              ).toEqual([]);
            }
        }
    expect(await everythingOf(database.url, victim.organizationId)).toBe(before);
    expect(await simulator.ledger()).toHaveLength(soldBefore);

    // The same posts by whom it all belongs to do change it, with and without scripts: the walk could have failed.
    let last = before;
    for (const [name, scripted, pressed] of [
      ["cancelOrderAction", true],
      ["placeOrderAction", false],
      ["changeCartAction", true, "remove"],
      ["changeCartAction", false, "clear"],
      ["putBackAction", false],
      ["settleAction", true],
      ["cancelRemainingAction", false],
      ["resumeAction", true],
    ] as const) {
      const action = actions.find((one) => one.name === name);
      if (!action) throw new Error(`${name} is not in the build`);
      const form = formsFor(action).find((one) => !pressed || one.has(pressed)) ?? new FormData();
      const at = action.page.replace("[orderId]", orderFor(action));
      await post(server, at, action, form, { scripted, origin: server.url, cookie: own });
      const now = await everythingOf(database.url, victim.organizationId);
      expect(now, name).not.toBe(last);
      last = now;
    }

    // What is too large is not read.
    for (const path of ["/api/voice/incoming", "/api/auth/signin/email"]) {
      const headers = { origin: server.url };
      const large = await ask(server, path, { method: "POST", headers, body: "x".repeat(200_000) });
      expect(large.status, path).toBe(413);
    }
    for (const path of ["/api/cron/pump", "/api/cron/reconcile"])
      expect(
        (await ask(server, path, { method: "GET", headers: { authorization: "Bearer wrong" } })).status,
      ).toBe(401);
    // And none of it is in the log.
    expect(Object.values(SECRETS).filter((secret) => server.log().includes(secret))).toEqual([]);
    expect(lines.filter(({ e164 }) => server.log().includes(e164))).toEqual([]);
  } finally {
    await pool.end();
    await server.stop();
    simulator.stop();
    resend.stop();
    await database.stop();
  }

  /** More orders like the one that was bought: two are paused, of the other a number failed. */
  async function pausedAndFailed(): Promise<[paused: string, left: string, failed: string]> {
    const [bought] = await db.select().from(orders).where(eq(orders.state, "done"));
    const [line] = await db.select().from(orderLines).where(eq(orderLines.state, "bought"));
    if (!bought || !line) throw new Error("Nothing was bought");
    const free = pools("US", "local")[1]?.numbers(1) ?? [];
    const unsold = (id: string, orderId: string, stock = free[0]) => ({
      ...line,
      id,
      orderId,
      e164: stock?.e164 ?? "",
      sid: null,
    });
    await db.insert(orders).values([
      { ...bought, id: "ord_paused", state: "paused", pausedReason: "suspended", finishedAt: null },
      { ...bought, id: "ord_left", state: "paused", pausedReason: "suspended", finishedAt: null },
      { ...bought, id: "ord_failed", state: "failed" },
    ]);
    await db.insert(orderLines).values([
      { ...unsold("lin_paused", "ord_paused", free[0]), state: "queued", attempts: 0, finishedAt: null },
      { ...unsold("lin_left", "ord_left", free[2]), state: "queued", attempts: 0, finishedAt: null },
      { ...unsold("lin_failed", "ord_failed", free[1]), state: "failed", reason: "taken" },
    ]);
    return ["ord_paused", "ord_left", "ord_failed"];
  }

  /** A session, as signing in would make it. */
  async function enter(userId: string): Promise<string> {
    const sessionToken = randomBytes(32).toString("hex");
    await db.insert(sessions).values({ sessionToken, userId, expires: new Date(Date.now() + 3_600_000) });
    return `console.session=${sessionToken}`;
  }
});

type Ask = { method: string; headers: Record<string, string>; body?: string };

/** One request with exactly these headers, and no redirect followed. */
function ask(server: RunningConsole, path: string, { method, headers, body }: Ask) {
  const url = new URL(server.url);
  return new Promise<{ status: number; location: string; body: string }>((done, fail) => {
    const sent = httpRequest(
      { host: "127.0.0.1", port: url.port, path, method, headers: { host: url.host, ...headers } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () =>
          done({ status: answer.statusCode ?? 0, location: answer.headers.location ?? "", body: text }),
        );
      },
    );
    sent.once("error", fail);
    sent.end(body);
  });
}

type Post = {
  scripted: boolean;
  origin: string | undefined;
  cookie: string;
  headers?: Record<string, string>;
};

/** An action as a browser posts it, with or without scripts; what came back, headers included. */
async function post(
  server: RunningConsole,
  path: string,
  action: Action,
  form: FormData,
  { scripted, origin, cookie, headers }: Post,
) {
  const { encodeReply } = (await import(REACT_CLIENT)) as ReactClient;
  const body = scripted ? ((await encodeReply([null, form])) as FormData) : new FormData();
  if (!scripted) {
    body.append(`$ACTION_ID_${action.id}`, "");
    for (const [field, value] of form) body.append(field, value);
  }
  const answer = await fetch(server.url + path, {
    method: "POST",
    redirect: "manual",
    body,
    headers: {
      ...headers,
      cookie,
      ...(origin ? { origin } : {}),
      ...(scripted ? { "next-action": action.id } : {}),
    },
  });
  return JSON.stringify([...answer.headers]) + (await answer.text());
}

/** Every action of the build, on a page that has it. */
function readActions(): Action[] {
  const { node } = JSON.parse(readFileSync(".next-test/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    page: (Object.keys(workers)[0] ?? "").replace(/^app/, "").replace(/\/page$/, ""),
  }));
}

/** Every row of an organisation, in one text; not when somebody was last seen. */
async function everythingOf(databaseUrl: string, organizationId: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ table_name: string }>(
      "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id' order by 1",
    );
    const all: unknown[] = [];
    for (const { table_name } of tables) {
      const { rows } = await client.query(
        `select to_jsonb(t) as row from ${table_name} t where organization_id = $1 order by to_jsonb(t)::text`,
        [organizationId],
      );
      all.push([table_name, rows]);
    }
    all.push(
      (await client.query("select to_jsonb(t) from organizations t where id = $1", [organizationId])).rows,
    );
    return JSON.stringify(all);
  } finally {
    await client.end();
  }
}
