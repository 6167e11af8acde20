import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { beginRun } from "@/db/queries/reconcile-runs";
import { auditEvents, callerIds } from "@/db/schema";
import { advanceRuns } from "@/lib/account/advance-runs";
import type { Admin } from "@/lib/domain/actor/actor";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import type { View } from "@/lib/domain/reconcile/reconcile";
import { installedEngine } from "@/lib/purchasing/engine";
import { adoptNumbers } from "@/lib/reconcile/adopt-numbers";
import { noteFindings } from "@/lib/reconcile/note-findings";
import { readReconcile } from "@/lib/reconcile/read-reconcile";
import { startRun } from "@/lib/reconcile/start-run";
import { database } from "@/lib/runtime/database";
import type { Organization } from "./factories";
import { approvedOrder, pump } from "./orders";
import { simulatedTwilio } from "./simulated-twilio";

/** Reads the organisation's Twilio account, to its end. */
export async function readAccount(admin: Admin, { seconds = 20, byNight = false } = {}) {
  if (byNight) await database().transaction((tx) => beginRun(tx, admin, null));
  else await startRun(admin);
  await advanceRuns(installedEngine(console.error), {
    organizationId: admin.organizationId,
    deadline: new Date(Date.now() + seconds * 1000),
  });
  await noteFindings(admin.organizationId);
}

/** What Reconcile shows under a heading, and the numbers of that. */
export const rowsOf = async (admin: Admin, view: View) =>
  (await readReconcile(admin, view, FIRST_PAGE)).page.rows;
export const numbersOf = async (admin: Admin, view: View) =>
  (await rowsOf(admin, view)).map((row) => row.e164);

export const outcomesOf = <Outcome>(rows: { outcome: Outcome }[]) => rows.map(({ outcome }) => outcome);

/** Adopts rows as they are, for nobody; what became of each. */
export async function adopt(admin: Admin, rows: Awaited<ReturnType<typeof rowsOf>>) {
  const outcome = await adoptNumbers(admin, rows);
  if (outcome.kind !== "settled") throw new Error(outcome.kind);
  return outcome.outcomes;
}

/** Numbers that the admin bought, listed long enough ago to be missed. */
export async function boughtNumbers(db: Db, admin: Admin, count: number) {
  const { numbers } = await approvedOrder(db, admin, count);
  await pump(db);
  await db
    .update(callerIds)
    .set({ addedAt: new Date(Date.now() - 3_600_000) })
    .where(eq(callerIds.organizationId, admin.organizationId));
  return numbers;
}

export const listedNumbers = (db: Db, organizationId: string) =>
  db
    .select({ e164: callerIds.e164, sid: callerIds.sid })
    .from(callerIds)
    .where(and(eq(callerIds.organizationId, organizationId), isNull(callerIds.releasedAt)))
    .orderBy(callerIds.e164);

export const eventsOf = (db: Db, organizationId: string, event: string) =>
  db
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.organizationId, organizationId), eq(auditEvents.event, event)));

/** A line that needs a person: bought without an answer, then renamed by somebody. */
export async function orderInReview(db: Db, { admin, twilioAccountSid: account }: Organization) {
  const order = await approvedOrder(db, admin, 1);
  const lost = { kind: "cut", effect: "after" } as const;
  await simulatedTwilio().fault(lost, { method: "POST", account }, { times: 1 });
  const { numbers } = order;
  await pump(db, {
    crashPoint: async (point) => {
      if (point === "after-effect")
        await simulatedTwilio().outside({ kind: "edit", account, numbers, name: "reception" });
    },
  });
  await readAccount(admin);
  return order;
}
