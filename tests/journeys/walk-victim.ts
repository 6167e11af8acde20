import type { Page } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { connect, type Db } from "@/db/client";
import {
  callerIdChanges,
  callerIds,
  changedCallerIds,
  orderLines,
  orders,
  releaseLines,
  releases,
  savedViews,
  selectedCallerIds,
  selections,
} from "@/db/schema";
import { plainNumber } from "@/lib/domain/format";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { startFakeResend } from "../support/fake-resend";
import { codeIn } from "../support/mails";
import { first } from "../support/rows";
import { newSession } from "../support/sessions";
import { startConsole } from "../support/start-console";
import { startSimulatorProcess } from "../support/start-simulator";
import { temporaryDatabase } from "../support/temporary-database";
import { expect, proceed, typeCode } from "./console";

export const SECRETS = {
  AUTH_SECRET: "a-secret-of-this-test-alone-0001",
  TRANSACTION_CODE_SECRET: "a-secret-of-this-test-alone-0002",
  CRON_SECRET: "a-secret-of-this-test-alone-0003",
};
/** What the victim has chosen, and what they changed before. */
export const SELECTED = {
  selection: "sel_victims",
  change: "chg_victims",
  view: "viw_victims",
  release: "rel_victims",
};
export type Stage = Awaited<ReturnType<typeof startStage>>;
export type Victim = Awaited<ReturnType<typeof makeVictim>>;

/** A console of production, and what it talks to. */
export async function startStage() {
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
  const stop = async () => {
    await pool.end();
    await server.stop();
    simulator.stop();
    resend.stop();
    await database.stop();
  };
  return { server, simulator, resend, db, pool, stop };
}

/** Whom everybody is after: numbers bought, orders to approve, resume and put back, a number to adopt, a cart. */
export async function makeVictim(page: Page, { server, simulator, resend, db }: Stage) {
  const { admin, staff, organizationId } = await newOrganization(db);
  const session = await newSession(db, admin.userId, SECRETS.AUTH_SECRET);
  await page
    .context()
    .addCookies([{ name: "console.session", value: session, url: server.url, httpOnly: true }]);
  const stock = pools("US", "local")[0]?.numbers(1) ?? [];
  await insertInCart(db, admin, stock.splice(0, 2));
  await proceed(page, "(628) 555-0177", { at: server.url });
  const code = codeIn(resend.newest(admin.email)?.text);
  await typeCode(page, code);
  await expect(page.getByRole("dialog").getByText("Purchase is completed")).toBeVisible();
  await insertInCart(db, admin, stock.splice(0, 2));
  await proceed(page, "(628) 555-0177", { at: server.url });
  const awaiting = /orders\/(ord_\w+)/.exec(page.url())?.[1] ?? "";
  await addPausedAndFailed(db);

  await addSelectionAndChange(db, admin);

  const account = admin.twilioAccountSid;
  await simulator.control("external", { kind: "buy", account, numbers: ["+12065550142"] });
  await page.goto(`${server.url}/administration/reconcile`);
  await page.getByRole("button", { name: "Read the Twilio account" }).click();
  await page.getByRole("link", { name: "Not listed 1" }).click();
  const row = (await page.getByRole("checkbox", { name: "(206) 555-0142" }).getAttribute("value")) ?? "";
  expect(row).toMatch(/^\+12065550142 \S+$/);

  const lines = await db.select().from(orderLines);
  return {
    admin,
    organizationId,
    /** One of its people without the role. */
    colleague: first(staff),
    /** Another one, and a number of theirs. */
    heir: staff[1] ?? first(staff),
    callerId: first(await db.select().from(callerIds)).id,
    cookie: `console.session=${session}`,
    code,
    row,
    orderIds: { awaiting, paused: "ord_paused", left: "ord_left", failed: "ord_failed" },
    toRemove: lines.find(({ orderId }) => orderId === awaiting)?.e164 ?? "",
    placed: await db.select().from(orders),
    numbers: lines.map(({ e164 }) => e164),
    staff,
  };
}

/** More orders like the one that was bought: two are paused, of the other a number failed. */
async function addPausedAndFailed(db: Db) {
  const bought = first(await db.select().from(orders).where(eq(orders.state, "done")));
  const line = first(await db.select().from(orderLines).where(eq(orderLines.state, "bought")));
  const free = pools("US", "local")[1]?.numbers(1) ?? [];
  const unsold = (id: string, orderId: string, stock = free[0]) => ({
    ...line,
    id,
    orderId,
    e164: stock?.e164 ?? "",
    sid: null,
  });
  // The engine has looked at them already: nothing of them comes by itself.
  await db.insert(orders).values([
    {
      ...bought,
      number: 0,
      id: "ord_paused",
      dueAt: null,
      state: "paused",
      pausedReason: "suspended",
      finishedAt: null,
    },
    {
      ...bought,
      number: 0,
      id: "ord_left",
      dueAt: null,
      state: "paused",
      pausedReason: "suspended",
      finishedAt: null,
    },
    { ...bought, number: 0, id: "ord_failed", state: "failed" },
  ]);
  await db.insert(orderLines).values([
    { ...unsold("lin_paused", "ord_paused", free[0]), state: "queued", attempts: 0, finishedAt: null },
    { ...unsold("lin_left", "ord_left", free[2]), state: "queued", attempts: 0, finishedAt: null },
    { ...unsold("lin_failed", "ord_failed", free[1]), state: "failed", reason: "taken" },
  ]);
}

/** A choice of one of their numbers that is about to be locked, and a change that can be undone. */
async function addSelectionAndChange(db: Db, { organizationId, userId }: Owner) {
  const all = await db.select().from(callerIds).where(eq(callerIds.organizationId, organizationId));
  // Each number is an event of its own.
  const rows = [first(all)];
  const owner = { organizationId, userId };
  await db.insert(selections).values({
    ...owner,
    id: SELECTED.selection,
    words: "all of the list",
    numbers: rows.length,
    intended: { ...LOCK, locked: false },
  });
  await db.insert(savedViews).values({ ...owner, id: SELECTED.view, name: "Theirs", query: "areaCode=201" });
  await db.insert(callerIdChanges).values({
    ...owner,
    id: SELECTED.change,
    part: "lock",
    words: "is locked against release",
    chosen: rows.length,
    changed: rows.length,
  });
  await addRelease(db, owner, all[1] ?? first(all));
  for (const [index, { id, version }] of rows.entries()) {
    const row = { nr: index + 1, callerIdId: id };
    await db.insert(selectedCallerIds).values({ ...row, selectionId: SELECTED.selection, version });
    await db
      .insert(changedCallerIds)
      .values({ ...row, changeId: SELECTED.change, outcome: "changed", before: false, after: true });
  }
}

/** One of them leaves, and its release rests. */
async function addRelease(
  db: Db,
  owner: Owner,
  { id, e164, sid, twilioAccountSid }: typeof callerIds.$inferSelect,
) {
  const account = twilioAccountSid ?? "";
  await db.insert(releases).values({
    ...owner,
    id: SELECTED.release,
    twilioAccountSid: account,
    reason: "ended",
    numbers: 1,
    releaseOn: "2099-01-01",
    pausedReason: "suspended",
  });
  await db.insert(releaseLines).values({
    organizationId: owner.organizationId,
    releaseId: SELECTED.release,
    callerIdId: id,
    twilioAccountSid: account,
    e164,
    sid: sid ?? "",
    state: "leaving",
  });
  await db.update(callerIds).set({ status: "leaving" }).where(eq(callerIds.id, id));
}

/** As the numbers are by now. */
export const chooseAnew = (db: Db) =>
  db.execute(
    sql`update selected_caller_ids s set version = c.version from caller_ids c where c.id = s.caller_id_id`,
  );

/** What the victim is about to say, and then to do. */
export const LOCK = { part: "lock", locked: true } as const;
type Owner = { organizationId: string; userId: string };

/** What nobody else may learn of them. */
export function secretsOf({ admin, numbers, placed, staff }: Victim): string[] {
  return [
    ...numbers.flatMap((e164) => [e164, plainNumber(e164)]),
    ...placed.map(({ fingerprint }) => fingerprint.slice(0, 8)),
    ...placed.map(({ twilioAccountSid }) => twilioAccountSid),
    plainNumber("+16285550177"),
    admin.email,
    admin.name,
    admin.organizationName,
    ...staff.map(({ email }) => email),
    ...Object.values(SECRETS),
  ];
}
