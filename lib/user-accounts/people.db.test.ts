import { eq, inArray } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { auditEvents, callerIds, orders, outboxMessages, sessions, users } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { validateCode } from "@/lib/orders/validate-code";
import { assignCallerIds } from "@/lib/users/assign-caller-ids";
import { assignTeamNumbers } from "@/lib/users/assign-team-numbers";
import { readUser } from "@/lib/users/read-user";
import { sendUserNotices } from "@/lib/users/send-user-notices";
import { unassignCallerIds } from "@/lib/users/unassign-caller-ids";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin, newOwnCallerId } from "@/tests/support/factories";
import { linkIn } from "@/tests/support/mails";
import { fillCart, placedOrder } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { first, only } from "@/tests/support/rows";
import { addUser } from "./add-user";
import { changeOrganization, readSettings } from "./change-organization";
import { changeOwnProfile, changeUser, withdrawAddress } from "./change-user";
import { confirmAddress, readAddressLink } from "./confirm-address";
import { deactivateUser } from "./deactivate-user";
import { endSessions } from "./end-sessions";
import { reactivateUser } from "./reactivate-user";

const it = databaseTest(ENGINE);

const ROSA = { name: "Rosa Iglesias", email: "rosa@test.example", phone: "", team: "", role: "user" };
const PAGE = { after: null, before: null };
const userOf = async (db: Db, id: string) => only(await db.select().from(users).where(eq(users.id, id)));
let unique = 0;
const address = (name: string) => `${name}-${process.pid}-${unique++}@test.example`;

async function added(admin: Admin, change: Partial<typeof ROSA> = {}) {
  const outcome = await addUser(admin, { ...ROSA, email: address("rosa"), ...change });
  if (outcome.kind !== "added") throw new Error(JSON.stringify(outcome));
  return outcome.userId;
}
const typedOf = (user: typeof users.$inferSelect) => ({
  name: user.name,
  email: user.email,
  phone: user.phone ?? "",
  team: user.team ?? "",
  role: user.owner ? "owner" : user.role,
});
async function change(db: Db, admin: Admin, id: string, values: Partial<typeof ROSA>) {
  const before = await userOf(db, id);
  return changeUser(admin, before, { ...typedOf(before), ...values });
}
async function ownNumbers(db: Db, organizationId: string, count: number) {
  const numbers = Array.from({ length: count }, (_, index) => `+1312555${String(index).padStart(4, "0")}`);
  for (const e164 of numbers) await newOwnCallerId(db, organizationId, e164);
  return db.select().from(callerIds).where(eq(callerIds.organizationId, organizationId));
}
const newestMail = async (db: Db, to: string) =>
  (await db.select().from(outboxMessages).where(eq(outboxMessages.to, to)).orderBy(outboxMessages.sentAt)).at(
    -1,
  );

describe("adding somebody", () => {
  it("registers and invites them once, however the form is sent, and the address is found in any spelling", async ({
    db,
    admin,
  }) => {
    const email = address("rosa");
    const typed = {
      ...ROSA,
      email,
      name: "  Rosa\u202e Iglesias\u200b ",
      phone: "(512) 555-0142",
      team: "austin",
    };
    await added(admin, { team: "Austin" });
    const outcomes = await Promise.all([addUser(admin, typed), addUser(admin, typed)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["added", "registered"]);
    const id = outcomes.find((one) => one.kind === "added")?.userId ?? "";
    expect(await userOf(db, id)).toMatchObject({
      name: "Rosa Iglesias",
      phone: "+15125550142",
      team: "Austin",
      role: "user",
      owner: false,
    });
    for (const spelling of [email.toUpperCase(), ` ${email}\u200b`, `Rosa <${email}>`, `mailto:${email}`])
      expect(await addUser(admin, { ...ROSA, email: spelling })).toMatchObject({
        kind: "registered",
        person: { id },
      });
    await sendUserNotices();
    const mails = await db.select().from(outboxMessages).where(eq(outboxMessages.to, email));
    expect(mails.map(({ subject }) => subject)).toEqual([
      `${admin.organizationName} invited you to Caller ID Console`,
    ]);
    expect(mails[0]?.text).toContain("/sign-in");
    expect(mails[0]?.text).not.toContain("token=");
  });

  it("says nothing of whoever is registered elsewhere", async ({ admin, stranger }) => {
    expect(await addUser(admin, { ...ROSA, email: stranger.email })).toEqual({ kind: "elsewhere" });
  });

  it.for([
    [{ name: " \u200b " }, "name"],
    [{ name: "x".repeat(81) }, "name"],
    [{ email: "rosa" }, "email"],
    [{ email: "" }, "email"],
    [{ phone: "911" }, "phone"],
    [{ phone: "555" }, "phone"],
    [{ team: "t".repeat(41) }, "team"],
    [{ role: "god" }, "role"],
    [{ role: "constructor" }, "role"],
  ] as const)("refuses %j beside its field", async ([typed, field], { admin }) => {
    const outcome = await addUser(admin, { ...ROSA, ...typed });
    expect(outcome).toMatchObject({ kind: "fields", fields: { [field]: expect.any(String) } });
  });

  it("refuses a phone that is a Caller ID of ours, and roles above one's own", async ({
    db,
    organization,
    admin,
  }) => {
    await ownNumbers(db, organization.organizationId, 1);
    expect(await addUser(admin, { ...ROSA, phone: "(312) 555-0000" })).toMatchObject({
      kind: "fields",
      fields: { phone: expect.stringContaining("one of your own Caller IDs") },
    });
    const plain = await anotherAdmin(db, admin, { owner: false });
    for (const role of ["admin", "owner"])
      expect(await addUser(plain, { ...ROSA, email: address("x"), role })).toMatchObject({ kind: "fields" });
    expect(await addUser(admin, { ...ROSA, email: address("x"), role: "owner" })).toMatchObject({
      kind: "added",
    });
  });
});

describe("changing somebody", () => {
  it("is refused to the second of two who had the same form, who can then save on top", async ({
    db,
    admin,
    colleague,
  }) => {
    const id = await added(admin);
    const before = await userOf(db, id);
    const typed = typedOf(before);
    expect(await changeUser(admin, before, { ...typed, team: "Austin" })).toMatchObject({
      kind: "changed",
      joined: "Austin",
    });
    const stale = await changeUser(colleague, before, { ...typed, name: "Rosa I." });
    expect(stale).toMatchObject({ kind: "stale", person: { team: "Austin", version: before.version + 1 } });
    const onTop = await changeUser(
      colleague,
      { id, version: before.version + 1 },
      { ...typed, name: "Rosa I.", team: "Austin" },
    );
    expect(onTop).toMatchObject({ kind: "changed" });
    const events = await db.select().from(auditEvents).where(eq(auditEvents.personId, id));
    expect(events.map(({ event }) => event)).toEqual([
      "person.added",
      "person.team-changed",
      "person.renamed",
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Rosa|rosa|@/);
  });

  it("is for owners where it is about admins, for nobody about their own role, and never across organisations", async ({
    db,
    admin,
    colleague,
    stranger,
  }) => {
    const plain = await anotherAdmin(db, admin, { owner: false });
    const id = await added(admin);
    expect(await change(db, plain, colleague.userId, { name: "Mallory" })).toEqual({ kind: "not-found" });
    expect(await change(db, plain, id, { role: "admin" })).toMatchObject({ kind: "fields" });
    expect(await change(db, admin, admin.userId, { role: "user" })).toMatchObject({ kind: "fields" });
    expect(await change(db, stranger, id, { name: "Mallory" })).toEqual({ kind: "not-found" });
    expect(await change(db, plain, plain.userId, { name: "Renamed" })).toMatchObject({ kind: "changed" });
    expect(await change(db, admin, plain.userId, { role: "owner" })).toMatchObject({ kind: "changed" });
    expect(await deactivateUser(stranger, id, null)).toEqual({ kind: "not-found" });
    expect(await deactivateUser(admin, admin.userId, null)).toEqual({ kind: "oneself" });
    expect(await endSessions(stranger, id)).toBeNull();
    expect(await readUser(stranger, id, PAGE)).toBeNull();
  });

  it("leaves one owner of two who demote each other at the same moment, fifty times", async ({
    db,
    admin,
    colleague,
  }) => {
    for (let round = 0; round < 50; round++) {
      const outcomes = await Promise.all([
        change(db, admin, colleague.userId, { role: "user" }),
        change(db, colleague, admin.userId, { role: "user" }),
      ]);
      const owners = await db.select().from(users).where(eq(users.organizationId, admin.organizationId));
      expect(
        owners.filter(({ owner }) => owner),
        JSON.stringify(outcomes),
      ).toHaveLength(1);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "last-owner"]);
      await db
        .update(users)
        .set({ role: "admin", owner: true })
        .where(inArray(users.id, [admin.userId, colleague.userId]));
    }
  }, 60_000);

  it("lets a new address hold once its link is used, ends what was before, and tells both", async ({
    db,
    admin,
  }) => {
    const id = await added(admin);
    const before = await userOf(db, id);
    await db
      .insert(sessions)
      .values({ sessionToken: `s-${id}`, userId: id, expires: new Date(Date.now() + 1e6) });
    const email = address("new");
    expect(await change(db, admin, id, { email })).toMatchObject({ kind: "changed", asked: email });
    expect((await userOf(db, id)).email).toBe(before.email);
    await sendUserNotices();
    const token = new URL(linkIn((await newestMail(db, email))?.text ?? "")).searchParams.get("token") ?? "";
    expect(await readAddressLink(token)).toEqual({ email });
    expect(await readAddressLink(`${token.slice(0, -2)}xx`)).toBeNull();
    expect(await confirmAddress(`adr_invented.${token.split(".")[1]}`)).toEqual({ kind: "no-longer" });
    const outcomes = await Promise.all([confirmAddress(token), confirmAddress(token)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["confirmed", "no-longer"]);
    expect((await userOf(db, id)).email).toBe(email);
    expect(await db.select().from(sessions).where(eq(sessions.userId, id))).toEqual([]);
    await sendUserNotices();
    expect((await newestMail(db, before.email))?.subject).toBe("Your email address was changed");
    expect((await newestMail(db, email))?.subject).toBe("Your new email address holds");
  });

  it("refuses an address that somebody else took while its link waited, and one that a newer one replaced", async ({
    db,
    admin,
  }) => {
    const id = await added(admin);
    const taken = address("taken");
    await change(db, admin, id, { email: taken });
    await sendUserNotices();
    const token = new URL(linkIn((await newestMail(db, taken))?.text ?? "")).searchParams.get("token") ?? "";
    await added(admin, { email: taken });
    expect(await confirmAddress(token)).toEqual({ kind: "taken" });
    await change(db, admin, id, { email: address("newer") });
    expect(await confirmAddress(token)).toEqual({ kind: "no-longer" });
  });

  it("takes a new address back, also by a change of the role, and refuses an admin's own", async ({
    db,
    admin,
  }) => {
    const id = await added(admin);
    const email = address("typo");
    await change(db, admin, id, { email });
    await sendUserNotices();
    const token = new URL(linkIn((await newestMail(db, email))?.text ?? "")).searchParams.get("token") ?? "";
    expect(await withdrawAddress(admin, id)).toBe(true);
    expect(await confirmAddress(token)).toEqual({ kind: "no-longer" });
    await change(db, admin, id, { email });
    await change(db, admin, id, { role: "admin" });
    expect((await readUser(admin, id, PAGE))?.newAddress).toBeNull();
    const plain = await anotherAdmin(db, admin, { owner: false });
    expect(await change(db, plain, plain.userId, { email: address("own") })).toMatchObject({
      kind: "fields",
    });
  });

  it("mails somebody whose phone another changed, and lets them change their own", async ({ db, admin }) => {
    const id = await added(admin);
    await change(db, admin, id, { phone: "+1 512 555 0143" });
    await sendUserNotices();
    const person = await userOf(db, id);
    const mails = await db.select().from(outboxMessages).where(eq(outboxMessages.to, person.email));
    // Whatever is urgent leaves before invitations.
    expect(mails.map(({ subject }) => subject)).toEqual([
      "Your phone number was changed",
      expect.stringContaining("invited you"),
    ]);
    const own = { ...admin, kind: "user", userId: id } as unknown as Admin;
    // Whoever places no orders can't choose.
    const typed = { name: person.name, phone: "", finishedMails: false };
    expect(await changeOwnProfile(own, person.version, typed)).toEqual({ kind: "changed" });
    expect(await userOf(db, id)).toMatchObject({ phone: null, finishedMails: true });
    const myself = await userOf(db, admin.userId);
    const mine = { name: myself.name, phone: "", finishedMails: false };
    expect(await changeOwnProfile(admin, myself.version, mine)).toEqual({ kind: "changed" });
    expect(await changeOwnProfile(admin, myself.version, { ...mine, finishedMails: true })).toMatchObject({
      kind: "stale",
    });
    expect((await userOf(db, admin.userId)).finishedMails).toBe(false);
  });
});

describe("deactivating somebody", () => {
  it("ends sessions, links, code and waiting order at once, and gives their numbers away", async ({
    db,
    organization,
    admin,
  }) => {
    const leaver = await anotherAdmin(db, admin);
    const heir = first(organization.staff).id;
    await fillCart(leaver, 1);
    const waiting = await placedOrder(db, leaver);
    const numbers = await ownNumbers(db, organization.organizationId, 3);
    const ids = numbers.map(({ id }) => id);
    await assignCallerIds(admin, { choice: { ids }, userIds: [leaver.userId], teams: [] });
    await db.insert(sessions).values({
      sessionToken: `s-${leaver.userId}`,
      userId: leaver.userId,
      expires: new Date(Date.now() + 1e6),
    });
    expect(await deactivateUser(admin, leaver.userId, heir)).toMatchObject({
      kind: "deactivated",
      numbers: 3,
    });
    expect(await deactivateUser(admin, leaver.userId, heir)).toEqual({ kind: "not-active" });
    expect(await db.select().from(sessions).where(eq(sessions.userId, leaver.userId))).toEqual([]);
    const order = only(await db.select().from(orders).where(eq(orders.id, waiting.orderId)));
    expect(order.state).toBe("cancelled");
    expect((await validateCode(leaver, waiting.orderId, waiting.code)).kind).not.toBe("approved");
    expect((await readUser(admin, heir, PAGE))?.person.callerIds).toBe(3);
    const left = await readUser(admin, leaver.userId, PAGE);
    expect(left?.person.callerIds).toBe(0);
    // Somebody else has them all.
    expect(left?.givenBack).toBe(0);
    expect(await reactivateUser(admin, leaver.userId, true)).toMatchObject({
      kind: "reactivated",
      numbers: 0,
    });
  });

  it("gives back on their return what nobody else got", async ({ db, organization, admin }) => {
    const id = await added(admin);
    const other = first(organization.staff).id;
    const numbers = await ownNumbers(db, organization.organizationId, 3);
    await assignCallerIds(admin, { choice: { ids: numbers.map((one) => one.id) }, userIds: [id], teams: [] });
    await deactivateUser(admin, id, null);
    const [one] = numbers;
    await assignCallerIds(admin, { choice: { ids: [one?.id ?? ""] }, userIds: [other], teams: [] });
    expect((await readUser(admin, id, PAGE))?.givenBack).toBe(2);
    expect(await reactivateUser(admin, id, true)).toMatchObject({ kind: "reactivated", numbers: 2 });
    expect((await readUser(admin, id, PAGE))?.person.callerIds).toBe(2);
  });

  it("gives back numbers that others had all along, and not those that somebody got since", async ({
    db,
    organization,
    admin,
  }) => {
    const [one, two] = organization.staff;
    const leaver = await added(admin);
    const ids = (await ownNumbers(db, organization.organizationId, 3)).map(({ id }) => id);
    await assignCallerIds(admin, { choice: { ids }, userIds: [leaver, one?.id ?? ""], teams: [] });
    await deactivateUser(admin, leaver, null);
    await assignCallerIds(admin, { choice: { ids: ids.slice(0, 1) }, userIds: [two?.id ?? ""], teams: [] });
    expect((await readUser(admin, leaver, PAGE))?.givenBack).toBe(2);
    expect(await reactivateUser(admin, leaver, true)).toMatchObject({ numbers: 2 });
  });

  it("and giving them numbers at the same moment leave them with none", async ({
    db,
    organization,
    admin,
  }) => {
    const ids = (await ownNumbers(db, organization.organizationId, 3)).map(({ id }) => id);
    for (let round = 0; round < 10; round++) {
      const id = await added(admin);
      await Promise.all([
        deactivateUser(admin, id, null),
        assignCallerIds(admin, { choice: { ids }, userIds: [id], teams: [] }),
      ]);
      expect((await readUser(admin, id, PAGE))?.person).toMatchObject({
        callerIds: 0,
        deactivatedAt: expect.any(Date),
      });
    }
  });

  it("never takes the last active owner, nor gives to somebody who is not there", async ({
    db,
    admin,
    stranger,
  }) => {
    const plain = await anotherAdmin(db, admin, { owner: false });
    await db.update(users).set({ owner: true }).where(eq(users.id, plain.userId));
    await db.update(users).set({ owner: false }).where(eq(users.id, plain.userId));
    await expect(
      db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, admin.userId)),
    ).rejects.toMatchObject({ cause: { constraint: "users_last_owner" } });
    expect(await deactivateUser(admin, plain.userId, stranger.userId)).toEqual({ kind: "unknown-heir" });
  });
});

describe("assigning", () => {
  it("gives a newcomer what all the others of their team may use, and raises each number's version once", async ({
    db,
    organization,
    admin,
  }) => {
    const ids = (await ownNumbers(db, organization.organizationId, 3)).map(({ id }) => id);
    const [one, two] = [await added(admin, { team: "Austin" }), await added(admin, { team: "Austin" })];
    await assignCallerIds(admin, { choice: { ids }, userIds: [], teams: ["Austin"] });
    await assignCallerIds(admin, { choice: { ids: ids.slice(0, 1) }, userIds: [one], teams: [] });
    const newcomer = await added(admin, { team: "Austin" });
    expect((await readUser(admin, newcomer, PAGE, { joined: true }))?.ofTeam).toBe(3);
    expect(await assignTeamNumbers(admin, newcomer)).toBe(3);
    expect((await readUser(admin, newcomer, PAGE, { joined: true }))?.ofTeam).toBe(0);
    const versions = await db
      .select({ version: callerIds.version })
      .from(callerIds)
      .where(inArray(callerIds.id, ids));
    expect(versions.every(({ version }) => version === 3)).toBe(true);
    expect((await readUser(admin, two, PAGE))?.person.callerIds).toBe(3);
  });

  it("takes away what a search finds among one person's numbers, and nothing else", async ({
    db,
    organization,
    admin,
  }) => {
    const ids = (await ownNumbers(db, organization.organizationId, 5)).map(({ id }) => id);
    const [theirs, others] = [await added(admin), await added(admin)];
    await assignCallerIds(admin, { choice: { ids: ids.slice(0, 4) }, userIds: [theirs, others], teams: [] });
    const [some] = await db
      .select()
      .from(callerIds)
      .where(inArray(callerIds.id, ids.slice(0, 1)));
    const found = { search: some?.e164.slice(-6) ?? "", areaCode: "" };
    expect(await readUser(admin, theirs, PAGE, found)).toMatchObject({
      found: 1,
      page: { rows: [{ id: ids[0] }] },
    });
    expect(await unassignCallerIds(admin, theirs, { ...found, areaCode: "999" })).toBe(0);
    expect(await unassignCallerIds(admin, theirs, found)).toBe(1);
    expect((await readUser(admin, theirs, PAGE))?.person.callerIds).toBe(3);
    expect((await readUser(admin, others, PAGE))?.person.callerIds).toBe(4);
    expect(await unassignCallerIds(admin, theirs, { search: "", areaCode: "" })).toBe(3);
    expect(await unassignCallerIds(admin, theirs, { search: "", areaCode: "" })).toBe(0);
  });

  it("refuses more than a million pairs before anything happens, and people of elsewhere", async ({
    db,
    organization,
    admin,
    stranger,
  }) => {
    const { organizationId } = organization;
    await db.execute(
      `insert into caller_ids (id, organization_id, source, e164, country, type)
        select 'cid_${organizationId}' || n, '${organizationId}', 'own', '+1312' || (2000000 + n), 'US', 'local'
        from generate_series(1, 20001) n`,
    );
    await db.execute(
      `insert into users (id, organization_id, email, name, team)
        select 'usr_${organizationId}' || n, '${organizationId}', lower('${organizationId}') || n || '@test.example',
          'Person ' || n, 'All' from generate_series(1, 50) n`,
    );
    const all = { search: "", areaCode: "" };
    expect(await assignCallerIds(admin, { choice: all, userIds: [], teams: ["All"] })).toMatchObject({
      kind: "too-many",
      words: expect.stringContaining("1,000,050 pairs"),
    });
    expect(await assignCallerIds(admin, { choice: all, userIds: [stranger.userId], teams: [] })).toEqual({
      kind: "unknown-users",
    });
    expect(await assignCallerIds(stranger, { choice: all, userIds: [], teams: ["All"] })).toEqual({
      kind: "no-users",
    });
    const some = { search: "20000", areaCode: "312" };
    expect(await assignCallerIds(admin, { choice: some, userIds: [], teams: ["All"] })).toMatchObject({
      kind: "assigned",
      numbers: 100,
      people: 50,
      pairs: 5_000,
    });
  }, 60_000);
});

describe("the organisation's settings", () => {
  it("are changed by owners, once per version, in words", async ({ db, admin }) => {
    const plain = await anotherAdmin(db, admin, { owner: false });
    const { version, name } = await readSettings(admin);
    const typed = { name, country: "CA", timeZone: "" };
    expect(await changeOrganization(plain, version, typed)).toEqual({ kind: "not-owner" });
    expect(await changeOrganization(admin, version, { ...typed, timeZone: "Mars/Base" })).toMatchObject({
      kind: "fields",
      fields: { timeZone: expect.any(String) },
    });
    expect(await changeOrganization(admin, version, typed)).toEqual({ kind: "changed" });
    expect(await changeOrganization(admin, version, typed)).toMatchObject({ kind: "stale" });
  });
});
