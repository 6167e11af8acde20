import { eq, sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { assignments, auditEvents, callerIds, selections, users } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { keyOfChange } from "@/lib/domain/caller-ids/change-many";
import { deactivateUser } from "@/lib/user-accounts/deactivate-user";
import { databaseTest } from "@/tests/support/database-test";
import {
  anotherAdmin,
  newOwnCallerId,
  newTwilioCallerId,
  type Organization,
} from "@/tests/support/factories";
import { changeMany } from "./change-many";
import { chooseCallerIds } from "./choose-caller-ids";
import { intendChange, type TypedChange } from "./intend-change";
import { readChange, readLatestChange } from "./read-change";
import { readSelection } from "./read-selection";
import { undoChange } from "./undo-change";

const it = databaseTest();
const TARGET = "+16285550100";

/** So many numbers of 512 of an organisation, smallest first. */
async function numbers(db: Db, organization: Organization, count: number, from = 0) {
  const all = Array.from({ length: count }, (_, index) => `+1512555${String(1000 + from + index)}`);
  for (const e164 of all) await newTwilioCallerId(db, organization, e164, TARGET);
  return all;
}

const rowsOf = async (db: Db, { organizationId }: { organizationId: string }) =>
  db.select().from(callerIds).where(eq(callerIds.organizationId, organizationId)).orderBy(callerIds.e164);

/** Everything that a search finds, chosen. */
async function choose(admin: Admin, search = "512") {
  const id = await chooseCallerIds(admin, { search }, "all");
  if (!id) throw new Error("Nothing was chosen");
  return id;
}

/** Says and does it; the counts are those of the preview. */
async function change(admin: Admin, selection: string, typed: TypedChange) {
  expect(await intendChange(admin, selection, typed)).toEqual({ kind: "intended" });
  const view = await readSelection(admin, selection, "changed");
  const outcome = await changeMany(admin, selection, view?.preview?.key ?? "");
  return { counts: view?.preview?.counts, outcome };
}

const idOf = (outcome: { kind: string; changeId?: string }) => {
  expect(outcome.kind).toMatch(/changed|undone/);
  return outcome.changeId ?? "";
};

const eventsOf = async (db: Db, kind: string) =>
  (await db.select().from(auditEvents).where(eq(auditEvents.event, kind))).map(({ e164, details }) => ({
    ...details,
    e164,
  }));

describe("a change of many Caller IDs", () => {
  it("does what its preview showed, in one press or two, tells each number, and is undone", async ({
    db,
    organization,
  }) => {
    const { admin } = organization;
    const [same = "", left = "", moved = "", ...rest] = await numbers(db, organization, 8);
    await newOwnCallerId(db, organization.organizationId, "+15125559999");
    const set = (e164: string, values: Partial<typeof callerIds.$inferInsert>) =>
      db.update(callerIds).set(values).where(eq(callerIds.e164, e164));
    await set(same, { forwardTo: "+12065550177", ringForever: true });
    const selection = await choose(admin);
    await set(left, { releasedAt: new Date() });
    await set(moved, { labels: ["Mine"] });
    const typed = { part: "forwarding", forwardTo: "206 555 0177", ringForever: true } as const;
    const { counts, outcome } = await change(admin, selection, typed);
    // Of the nine one is so already, one was released, one is of the team's own, and one was labelled meanwhile.
    expect(counts).toEqual({ changed: rest.length, same: 1, kept: 2, moved: 1 });
    const id = idOf(outcome);
    const after = await rowsOf(db, organization);
    expect(after.filter(({ forwardTo }) => forwardTo === "+12065550177").map(({ e164 }) => e164)).toEqual([
      same,
      ...rest,
    ]);
    expect(
      (await eventsOf(db, "caller-id.forwarded")).sort((a, b) => ((a.e164 ?? "") < (b.e164 ?? "") ? -1 : 1)),
    ).toEqual(rest.map((e164) => ({ e164, before: TARGET, after: "+12065550177", ringForever: true })));
    // The second press of the same button.
    expect(await changeMany(admin, selection, keyOfChange({ ...typed, forwardTo: "+12065550177" }))).toEqual(
      outcome,
    );
    const view = await readChange(admin, id);
    expect(view?.change).toMatchObject({ chosen: 9, changed: rest.length, moved: 1, kept: 2 });
    expect(view?.left.moved.map(({ e164 }) => e164)).toEqual([moved]);
    expect((await readLatestChange(admin))?.change.id).toBe(id);

    // Somebody changes one of them; the others are as they were.
    const colleague = await anotherAdmin(db, admin);
    await set(rest[0] ?? "", { forwardTo: "+12065550188" });
    const undo = idOf(await undoChange(colleague, id));
    expect(await undoChange(admin, id)).toEqual({ kind: "undone", changeId: undo });
    expect((await readChange(admin, undo))?.change).toMatchObject({
      changed: rest.length - 1,
      moved: 1,
      undoes: id,
    });
    const undone = await rowsOf(db, organization);
    expect(undone.filter(({ forwardTo }) => forwardTo === TARGET).map(({ e164 }) => e164)).toEqual([
      left,
      moved,
      ...rest.slice(1),
    ]);
    expect(await readLatestChange(admin)).toBeNull();
    // An undo is a change: it can be undone.
    await undoChange(admin, undo);
    const again = await rowsOf(db, organization);
    expect(again.filter(({ forwardTo }) => forwardTo === "+12065550177")).toHaveLength(rest.length);
  });

  it("of labels adds, takes away and replaces them, whatever their case, and leaves what would have too many", async ({
    db,
    organization,
  }) => {
    const { admin } = organization;
    const [one = "", two = "", full = ""] = await numbers(db, organization, 3, 100);
    const label = (e164: string, labels: string[]) =>
      db.update(callerIds).set({ labels }).where(eq(callerIds.e164, e164));
    await label(one, ["Resting", "q4 PUSH"]);
    const many = Array.from({ length: 20 }, (_, index) => `label ${index}`);
    await label(full, many);
    const labelsOf = async () => (await rowsOf(db, organization)).map(({ labels }) => labels);
    const act = async (how: "add" | "remove" | "replace", labels: string) =>
      (await change(admin, await choose(admin), { part: "labels", how, labels })).counts;

    expect(await act("add", "Q4 push, Front desk")).toEqual({ changed: 2, same: 0, kept: 1, moved: 0 });
    expect(await labelsOf()).toEqual([["Resting", "q4 PUSH", "Front desk"], ["Q4 push", "Front desk"], many]);
    expect(await act("remove", "RESTING, Q4 push")).toMatchObject({ changed: 2, same: 1 });
    expect(await labelsOf()).toEqual([["Front desk"], ["Front desk"], many]);
    expect(await act("replace", "")).toMatchObject({ changed: 3 });
    expect(await labelsOf()).toEqual([[], [], []]);
    expect((await eventsOf(db, "caller-id.labelled")).filter(({ e164 }) => e164 === two)).toEqual([
      { e164: two, before: "", after: "Q4 push, Front desk" },
      { e164: two, before: "Q4 push, Front desk", after: "Front desk" },
      { e164: two, before: "Front desk", after: "" },
    ]);
    // What a search looks in follows.
    expect(await chooseCallerIds(admin, { search: "front desk" }, "")).toBeNull();
  });

  it("of people adds, takes away and replaces them, tells each number and each person, and gives back only to who is there", async ({
    db,
    organization,
  }) => {
    const { admin, staff } = organization;
    const [ann = "", ben = ""] = staff.map(({ id }) => id);
    await numbers(db, organization, 4, 200);
    const usersOf = async () =>
      (
        await db
          .select({ e164: callerIds.e164, userId: assignments.userId })
          .from(assignments)
          .innerJoin(callerIds, eq(callerIds.id, assignments.callerIdId))
          .orderBy(callerIds.e164, assignments.userId)
      ).map(({ e164, userId }) => `${e164.slice(-1)} ${userId === ann ? "ann" : "ben"}`);
    const act = async (how: "add" | "remove" | "replace", userIds: string[]) =>
      change(admin, await choose(admin), { part: "users", how, userIds });
    expect((await act("add", [ann])).counts).toMatchObject({ changed: 4 });
    const replaced = await act("replace", [ben]);
    expect(await usersOf()).toEqual(["0 ben", "1 ben", "2 ben", "3 ben"]);
    expect(await eventsOf(db, "caller-id.users-changed")).toHaveLength(8);
    expect(await eventsOf(db, "person.assigned")).toEqual([
      { numbers: 4, e164: null },
      { numbers: 4, e164: null },
    ]);
    expect(await eventsOf(db, "person.unassigned")).toEqual([{ numbers: 4, e164: null }]);
    // Back to Ann; who left meanwhile gets nothing.
    await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, ann));
    await undoChange(admin, idOf(replaced.outcome));
    expect(await usersOf()).toEqual([]);
    expect(
      await intendChange(admin, await choose(admin), { part: "users", how: "add", userIds: [ann] }),
    ).toMatchObject({
      kind: "users",
    });
    expect((await act("add", [ben])).counts).toMatchObject({ changed: 4 });
    expect((await act("remove", [ben])).counts).toMatchObject({ changed: 4 });
    expect(await usersOf()).toEqual([]);
  });

  it("gives labels back to numbers that left the list meanwhile, and forwards nothing back to a number that became ours", async ({
    db,
    organization,
  }) => {
    const { admin } = organization;
    const [one = "", two = ""] = await numbers(db, organization, 2, 700);
    const labelled = await change(admin, await choose(admin), { part: "labels", how: "add", labels: "Éco" });
    await db.update(callerIds).set({ releasedAt: new Date() }).where(eq(callerIds.e164, one));
    const ids = (await rowsOf(db, organization)).map(({ id }) => id);
    // Ticked rows of a list of what is gone are chosen, too.
    expect(await chooseCallerIds(admin, { ids, unlisted: true }, "")).not.toBeNull();
    idOf(await undoChange(admin, idOf(labelled.outcome)));
    expect((await rowsOf(db, organization)).map(({ labels }) => labels)).toEqual([[], []]);
    await db
      .update(callerIds)
      .set({ labels: ["Éco"] })
      .where(eq(callerIds.e164, two));
    expect(
      (await change(admin, await choose(admin), { part: "labels", how: "remove", labels: "éco" })).counts,
    ).toMatchObject({
      changed: 1,
    });

    const forwarded = await change(admin, await choose(admin), {
      part: "forwarding",
      forwardTo: "206 555 0133",
      ringForever: true,
    });
    await newTwilioCallerId(db, organization, TARGET);
    expect(await undoChange(admin, idOf(forwarded.outcome))).toMatchObject({
      kind: "nothing-left",
      counts: { changed: 0, kept: 1 },
    });
    await db.delete(callerIds).where(eq(callerIds.e164, TARGET));
  });

  it("waits for whoever is being deactivated, in the order in which everybody waits, and holds up no second press", async ({
    db,
    organization,
  }) => {
    const { admin, staff } = organization;
    await numbers(db, organization, 2, 800);
    const [ann = "", ben = ""] = staff.map(({ id }) => id).sort();
    // In the order of names the other one would be first.
    await db.update(users).set({ name: "Zoe" }).where(eq(users.id, ann));
    await db.update(users).set({ name: "Abe" }).where(eq(users.id, ben));
    await change(admin, await choose(admin), { part: "users", how: "add", userIds: [ann, ben] });
    const removed = await change(admin, await choose(admin), {
      part: "users",
      how: "remove",
      userIds: [ann, ben],
    });
    const [deactivated, undone] = await Promise.all([
      deactivateUser(admin, ann, ben),
      undoChange(admin, idOf(removed.outcome)),
    ]);
    expect(deactivated.kind).toBe("deactivated");
    expect(undone.kind).toBe("undone");
    expect(await db.select().from(assignments).where(eq(assignments.userId, ann))).toEqual([]);

    const selection = await choose(admin);
    await intendChange(admin, selection, { part: "lock", locked: true });
    const key = (await readSelection(admin, selection, "changed"))?.preview?.key ?? "";
    await db.transaction(async (tx) => {
      await tx.execute(sql`select from selections where id = ${selection} for update`);
      expect(await changeMany(admin, selection, key)).toEqual({ kind: "under-way" });
    });
    expect(await changeMany(admin, selection, key)).toMatchObject({ kind: "changed" });
  });

  it("locks and unlocks", async ({ db, organization }) => {
    const { admin } = organization;
    await numbers(db, organization, 2, 300);
    const lock = async (locked: boolean) =>
      (await change(admin, await choose(admin), { part: "lock", locked })).counts;
    expect(await lock(true)).toMatchObject({ changed: 2 });
    expect((await rowsOf(db, organization)).map(({ locked }) => locked)).toEqual([true, true]);
    expect(await lock(true)).toMatchObject({ changed: 0, same: 2 });
    expect(await lock(false)).toMatchObject({ changed: 2 });
    expect(await eventsOf(db, "caller-id.unlocked")).toHaveLength(2);
  });

  it("of two at the same moment is done once where they mean the same rows; the second is told what moved", async ({
    db,
    organization,
  }) => {
    const { admin } = organization;
    const colleague = await anotherAdmin(db, admin);
    await numbers(db, organization, 30, 400);
    const [mine, theirs] = [await choose(admin), await choose(colleague)];
    await intendChange(admin, mine, { part: "labels", how: "add", labels: "Mine" });
    await intendChange(colleague, theirs, { part: "labels", how: "add", labels: "Theirs" });
    const keys = await Promise.all([
      readSelection(admin, mine, "changed"),
      readSelection(colleague, theirs, "changed"),
    ]);
    const outcomes = await Promise.all([
      changeMany(admin, mine, keys[0]?.preview?.key ?? ""),
      changeMany(colleague, theirs, keys[1]?.preview?.key ?? ""),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "unchanged"]);
    expect(outcomes.find(({ kind }) => kind === "unchanged")).toMatchObject({
      counts: { changed: 0, moved: 30 },
    });
    const labels = new Set((await rowsOf(db, organization)).map((row) => row.labels.join()));
    expect(labels.size).toBe(1);
  });

  it("goes round in no circles, and is nobody else's: selections, previews and changes of others are not there", async ({
    db,
    organization,
    stranger,
  }) => {
    const { admin } = organization;
    const [first = ""] = await numbers(db, organization, 2, 500);
    const selection = await choose(admin);
    for (const [forwardTo, problem] of [
      [first, "own-number"],
      ["911", "emergency"],
      ["\u202e", "empty"],
    ] as const)
      expect(
        await intendChange(admin, selection, { part: "forwarding", forwardTo, ringForever: false }),
      ).toEqual({ kind: "forwarding", problem });
    expect(
      await intendChange(admin, selection, { part: "labels", how: "add", labels: "x".repeat(41) }),
    ).toMatchObject({ kind: "labels" });
    const colleague = await anotherAdmin(db, admin);
    for (const other of [colleague, stranger]) {
      expect(await readSelection(other, selection, "changed")).toBeNull();
      expect(await intendChange(other, selection, { part: "lock", locked: true })).toEqual({
        kind: "not-found",
      });
      expect(await changeMany(other, selection, "")).toEqual({ kind: "not-found" });
    }
    expect(
      await chooseCallerIds(stranger, { ids: (await rowsOf(db, organization)).map(({ id }) => id) }, ""),
    ).toBeNull();
    expect(await changeMany(admin, selection, "forged")).toEqual({ kind: "stale" });
    const { outcome } = await change(admin, selection, { part: "lock", locked: true });
    expect(await undoChange(stranger, idOf(outcome))).toEqual({ kind: "not-found" });
    expect(await readChange(stranger, idOf(outcome))).toBeNull();
    // After a day it is past.
    await db.execute(sql`update caller_id_changes set at = at - interval '25 hours'`);
    expect(await undoChange(admin, idOf(outcome))).toEqual({ kind: "too-late" });
    await db.update(selections).set({ at: new Date(Date.now() - 25 * 3_600_000) });
    expect(await readSelection(admin, selection, "changed")).toBeNull();
  });

  it("is refused at the press where its target became a number of ours after the preview", async ({
    db,
    organization,
  }) => {
    const { admin } = organization;
    await numbers(db, organization, 2, 600);
    const selection = await choose(admin);
    await intendChange(admin, selection, {
      part: "forwarding",
      forwardTo: "206 555 0166",
      ringForever: true,
    });
    const key = (await readSelection(admin, selection, "changed"))?.preview?.key ?? "";
    await newTwilioCallerId(db, organization, "+12065550166", TARGET);
    expect(await changeMany(admin, selection, key)).toMatchObject({
      kind: "forwarding",
      problem: "own-number",
    });
    expect((await readSelection(admin, selection, "changed"))?.selection.changeId).toBeNull();
  });
});
