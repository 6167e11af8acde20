import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { callerIds, selections, users } from "@/db/schema";
import { keyOfChange } from "@/lib/domain/caller-ids/change-many";
import { plainNumber } from "@/lib/domain/format";
import { releaseDays } from "@/lib/domain/releases/typed-release";
import { actionFields } from "../support/action-fields";
import { pagesAndRoutes } from "../support/addresses";
import { ask } from "../support/ask";
import { type Action, builtActions, postAction } from "../support/built-actions";
import { everythingOf } from "../support/everything-of";
import { anotherAdmin, newOrganization } from "../support/factories";
import { first } from "../support/rows";
import { newSession } from "../support/sessions";
import { expect, test } from "./console";
import { formsFor, orderFor, valuesFor } from "./walk-forms";
import {
  chooseAnew,
  LOCK,
  makeVictim,
  SECRETS,
  SELECTED,
  type Stage,
  secretsOf,
  startStage,
  type Victim,
} from "./walk-victim";

const COLLEAGUE = "a colleague without the role";
type Person = { name: string; cookie: string /** What is no news to them. */; knows?: string[] };

/** Headers with which people have walked past such consoles before, or made them believe who they are. */
const FORGED = {
  none: {},
  asMiddleware: {
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
  asRouter: {
    "x-middleware-subrequest": Array(5).fill("src/middleware").join(":"),
    rsc: "1",
    "next-router-prefetch": "1",
  },
};

// One server for all of them: each test begins where the one before it has ended.
test.describe.configure({ mode: "serial", timeout: 300_000 });
let stage: Stage;
let victim: Victim;
let people: Person[];
/** What the victim has, and how many purchases there were, before anybody tries anything. */
let before: { everything: string; ledger: number };

test.beforeAll(async () => {
  stage = await startStage();
});
test.afterAll(() => stage.stop());

const everything = () => everythingOf(stage.pool, victim.organizationId);
const ledger = async () => (await stage.simulator.ledger()).length;
/** What somebody learned from an answer that they did not know, nor have just written themselves. */
const learned = (answer: string, { knows = [] }: Person, written: string[] = []) =>
  secretsOf(victim).filter(
    (secret) => answer.includes(secret) && !written.includes(secret) && !knows.includes(secret),
  );
/** Of all that the build has; signing out comes last: whoever has done it is a stranger. */
function actions(): Action[] {
  const isSignOut = ({ name }: Action) => Number(name === "signOutAction");
  return builtActions().sort((a, b) => isSignOut(a) - isSignOut(b));
}
const addressOf = (action: Action) =>
  stage.server.url +
  action.page.replace("[orderId]", orderFor(action, victim)).replace("[userId]", victim.colleague.id);

test("an organization that everybody is after buys, orders, and reads its Twilio account", async ({
  page,
}) => {
  victim = await makeVictim(page, stage);
  people = await somePeople(stage.db);
  before = { everything: await everything(), ledger: await ledger() };
  expect(before.everything).toContain(victim.numbers[0]);
});

test("no page and no route tells others anything or changes anything, by any method", async () => {
  const addresses = pagesAndRoutes().flatMap((address) =>
    victim.placed.map(({ id }) =>
      address
        .replace("[orderId]", id)
        .replace("[userId]", victim.colleague.id)
        .replace("[callerIdId]", victim.callerId)
        .replace("[changeId]", SELECTED.change)
        .replace("[releaseId]", SELECTED.release)
        .replace("[...nextauth]", "session"),
    ),
  );
  expect(addresses.length).toBeGreaterThan(40);
  for (const person of people)
    for (const address of new Set(addresses)) {
      for (const forged of Object.values(FORGED)) await walkTo(address, person, "GET", forged);
      for (const method of ["POST", "PUT", "DELETE"]) await walkTo(address, person, method);
    }
  expect(await everything()).toBe(before.everything);
  expect(await ledger()).toBe(before.ledger);
});

test("every action of the build is among those that are tried, with each field of its schema", () => {
  const fields = actionFields();
  expect([...new Set([...fields.values()].flat())].sort()).toEqual(Object.keys(valuesFor(victim)).sort());
  expect(
    actions()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...fields.keys()].sort());
});

test("no action tells others anything or changes anything, with scripts or without, from our pages or elsewhere", async () => {
  for (const person of people)
    for (const action of actions()) {
      // Everybody may change what is their own, and is of the organization.
      if (action.page.startsWith("/my/") && person.name === COLLEAGUE) continue;
      for (const form of formsFor(action, victim))
        for (const scripted of [true, false]) await tryAction(action, form, person, scripted);
    }
  expect(await everything()).toBe(before.everything);
  expect(await ledger()).toBe(before.ledger);
});

test("whoever it belongs to changes it by the same posts, once however often they are sent at the same moment", async () => {
  let last = before.everything;
  let had = await countOf(stage);
  for (const [name, scripted, pressed] of [
    ["cancelOrderAction", true],
    ["placeOrderAction", false],
    ["sendNewCodeAction", true],
    ["changeCartAction", true, "remove"],
    ["changeCartAction", false, "verb=undo"],
    ["changeCartAction", false, "verb=clear"],
    ["putBackAction", false],
    ["adoptAction", true],
    ["cancelRemainingAction", false],
    ["resumeAction", true],
    ["readAccountAction", true],
    ["assignAction", false],
    ["changeCallBacksAction", true],
    ["changeLabelsAction", false],
    ["assignUsersAction", true],
    ["unassignUserAction", false],
    ["intendAction", true],
    ["applyAction", false],
    ["undoAction", true],
    ["chooseAction", false],
    ["changeLockAction", true],
    ["saveViewAction", false],
    ["deleteViewAction", true],
    ["keepAction", false],
    ["resumeReleaseAction", true],
    ["startReleaseAction", false],
    ["releaseAction", true],
    ["changeUserAction", true],
    ["endSessionsAction", true],
    ["deactivateUserAction", false],
    ["reactivateUserAction", true],
    ["addUserAction", false],
    ["changeOrganizationAction", true],
    ["changeProfileAction", false],
  ] as const) {
    const action = actions().find((one) => one.name === name);
    if (!action) throw new Error(`${name} is not in the build`);
    const form =
      formsFor(action, victim).find(
        (one) => !pressed || one.has(pressed) || `verb=${one.get("verb")}` === pressed,
      ) ?? new FormData();
    // Addresses are somebody's already, but for their own and one that is nobody's.
    if (name === "changeUserAction") form.set("email", victim.colleague.email);
    if (name === "endSessionsAction") await newSession(stage.db, victim.colleague.id, SECRETS.AUTH_SECRET);
    if (name === "assignAction") form.set("search", "");
    // What the owner's own page shows.
    if (name === "changeCallBacksAction") form.set("shown", "+16285550177 false");
    // Chosen and shown before it was assigned and labelled: it is chosen again.
    if (name === "applyAction") {
      form.set("shown", keyOfChange(LOCK));
      await chooseAnew(stage.db);
    }
    // All of it: it is another number's.
    if (name === "keepAction") form.delete("callerIdId");
    // The one that was chosen, by its number, as it is now.
    if (name === "releaseAction") {
      await stage.db.update(callerIds).set({ locked: false });
      await stage.db.update(selections).set({ changeId: null });
      await chooseAnew(stage.db);
      form.set("shown", "1");
      form.set("until", releaseDays(new Date(), "UTC").offered);
      form.set("confirm", await numberOf(victim.callerId));
    }
    if (name === "changeLabelsAction") form.set("shown", "[]");
    if (["assignUsersAction", "adoptAction"].includes(name))
      for (const field of ["teams", "everyone"]) form.delete(field);
    if (["assignUsersAction", "adoptAction"].includes(name)) form.set("users", victim.heir.id);
    if (name === "unassignUserAction") form.set("userId", victim.heir.id);
    // One thing of it: each is an event of its own.
    if (name === "changeOrganizationAction") for (const field of ["country", "timeZone"]) form.delete(field);
    if (name === "changeOrganizationAction") {
      form.set("country", "US");
      // The others have called their own organization as all that is posted.
      form.set("name", "Renamed");
    }
    if (name === "addUserAction") form.set("email", "nobody-yet@test.example");
    const { cookie } = victim;
    const post = () =>
      postAction(action, { address: addressOf(action), form, scripted, origin: stage.server.url, cookie });
    await Promise.all([post(), post()]);
    const now = await everything();
    // A code was sent a moment ago, so none is sent now.
    if (name !== "sendNewCodeAction") expect(now, name).not.toBe(last);
    last = now;
    const has = await countOf(stage);
    for (const what of Object.keys(has))
      expect((has[what] ?? 0) - (had[what] ?? 0), `${name}: ${what}`).toBeLessThanOrEqual(1);
    had = has;
  }
});

const numberOf = async (id: string) =>
  first(await stage.db.select().from(callerIds).where(eq(callerIds.id, id))).e164;

/** How many mails there are, how many orders, and how often a person did what. */
async function countOf({ pool }: Stage): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ what: string; times: number }>(`
    select event as what, count(*)::int as times from audit_events where user_id is not null group by event
    union all select 'mails', count(*)::int from outbox_messages where subject like 'Transaction Code%'
    union all select 'orders', count(*)::int from orders`);
  return Object.fromEntries(rows.map(({ what, times }) => [what, times]));
}

test("what is too large is not read", async () => {
  const { cookie: theirs } = victim;
  const post = (path: string, bytes: number, cookie = "") =>
    ask(stage.server.url, path, {
      method: "POST",
      headers: { origin: stage.server.url, cookie },
      body: "x".repeat(bytes),
    });
  expect((await post("/sign-in", 20_000)).status).toBe(413);
  expect(
    (await post("/administration/caller-ids", 20_000, "console.session=invented.by-a-stranger")).status,
  ).toBe(413);
  expect((await post("/administration/caller-ids", 1_100_000, theirs)).status).toBe(413);
  expect((await post("/administration/caller-ids", 900_000, theirs)).status).not.toBe(413);
  for (const path of ["/api/voice/incoming", "/api/auth/signin/email"]) {
    const headers = { origin: stage.server.url };
    const large = await ask(stage.server.url, path, { method: "POST", headers, body: "x".repeat(200_000) });
    expect(large.status, path).toBe(413);
  }
});

test("what a cron calls does nothing for whoever has another secret", async () => {
  for (const path of ["/api/cron/pump", "/api/cron/reconcile"]) {
    const headers = { authorization: "Bearer wrong" };
    expect((await ask(stage.server.url, path, { method: "GET", headers })).status, path).toBe(401);
  }
});

test("the log of all that names no secret and no number that was ordered", () => {
  const log = stage.server.log();
  expect(Object.values(SECRETS).filter((secret) => log.includes(secret))).toEqual([]);
  expect(victim.numbers.filter((e164) => log.includes(e164))).toEqual([]);
});

/** Everybody that it does not belong to. */
async function somePeople(db: Db): Promise<Person[]> {
  const elsewhere = await newOrganization(db);
  const plain = await newOrganization(db);
  // Somebody else owns it.
  await anotherAdmin(db, plain.admin);
  await db.update(users).set({ role: "user", owner: false }).where(eq(users.id, plain.admin.userId));
  const { admin, colleague } = victim;
  const enter = async (userId: string) =>
    `console.session=${await newSession(db, userId, SECRETS.AUTH_SECRET)}`;
  return [
    { name: "a stranger", cookie: "" },
    {
      name: "somebody with a forged session",
      cookie: `console.session=${randomBytes(32).toString("hex")}`,
    },
    { name: "a plain user", cookie: await enter(plain.admin.userId) },
    { name: "another organisation's admin", cookie: await enter(elsewhere.admin.userId) },
    {
      name: COLLEAGUE,
      cookie: await enter(colleague.id),
      knows: [admin.organizationName, colleague.email],
    },
  ];
}

/** Nothing is learned there, nobody is sent to another site, and whoever has no role is sent away. */
async function walkTo(
  address: string,
  person: Person,
  method: string,
  forged: Record<string, string> = FORGED.none,
) {
  const headers = { ...forged, cookie: person.cookie };
  const answer = await ask(stage.server.url, address, { method, headers });
  const what = `${person.name}, ${method} ${address} ${Object.keys(forged)[0] ?? ""}`;
  expect(learned(answer.body, person), what).toEqual([]);
  expect(answer.location, what).not.toMatch(/^(https?:)?\/\/(?!localhost)/);
  const mayEnter = person.name === "another organisation's admin";
  if (address.startsWith("/administration") && method === "GET" && !mayEnter)
    expect([303, 307, 308], `${what}: ${answer.status}`).toContain(answer.status);
}

/** Nothing is learned from the answer, wherever the post came from. */
async function tryAction(action: Action, form: FormData, person: Person, scripted: boolean) {
  const written = [victim.admin.email, ...victim.numbers, ...victim.numbers.map(plainNumber)];
  for (const [origin, headers] of [
    [stage.server.url, FORGED.none],
    ["https://evil.example", FORGED.none],
    ["https://evil.example", FORGED.asMiddleware],
    [undefined, FORGED.asRouter],
  ] as const) {
    const { cookie } = person;
    const post = { address: addressOf(action), form, scripted, origin, cookie, headers };
    const answer = await postAction(action, post);
    expect(learned(answer, person, written), `${person.name}, ${action.name}`).toEqual([]);
  }
}
