import { eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Db } from "@/db/client";
import { forgetOldLimits } from "@/db/queries/rate-limits";
import { forgetOldRuns } from "@/db/queries/reconcile-runs";
import { orders, rateLimits, reconcileRuns, transactionCodes, verificationTokens } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { readHistory } from "@/lib/orders/read-history";
import { readOrder } from "@/lib/orders/read-order";
import { validateCode } from "@/lib/orders/validate-code";
import { databaseTest } from "@/tests/support/database-test";
import { fillCart, orderState, placedOrder } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { only } from "@/tests/support/rows";
import { pumpEverything } from "./schedule-pump";

const it = databaseTest(ENGINE);

async function waiting(db: Db, admin: Admin) {
  await fillCart(admin, 1);
  return { admin, ...(await placedOrder(db, admin)) };
}

it("ends orders whose code nobody typed within 24 hours, and no others", async ({ db, admin, stranger }) => {
  const [late, young] = [await waiting(db, admin), await waiting(db, stranger)];
  const age = (orderId: string, left: string) =>
    db
      .update(orders)
      .set({ expiresAt: sql`now() + ${left}::interval` })
      .where(eq(orders.id, orderId));
  await age(late.orderId, "-1 second");
  await age(young.orderId, "1 minute");
  await pumpEverything("timer");
  expect(await orderState(db, late.orderId)).toMatchObject({
    state: "expired",
    lines: [{ state: "dropped" }],
  });
  const codes = await db.select().from(transactionCodes).where(eq(transactionCodes.orderId, late.orderId));
  expect(only(codes).supersededAt).not.toBeNull();
  expect(await validateCode(late.admin, late.orderId, late.code)).toEqual({
    kind: "not-awaiting",
    state: "expired",
  });
  const read = await readOrder(late.admin, late.orderId);
  const history = read && (await readHistory(late.admin, read.order));
  expect(history?.at(-1)?.words).toBe("Nobody typed its code within 24 hours, so it expired.");
  expect((await orderState(db, young.orderId)).state).toBe("awaiting_code");
});

it("forgets what no longer matters, and nothing that does", async ({
  db,
  organization: { organizationId, twilioAccountSid },
}) => {
  const hours = (count: number) => new Date(Date.now() - count * 3_600_000);
  await db.insert(rateLimits).values([
    { key: "old", windowStart: hours(49), hits: 1 },
    { key: "young", windowStart: hours(47), hits: 1 },
  ]);
  await db.insert(verificationTokens).values([
    { identifier: "old@x.example", token: "a", expires: hours(25) },
    { identifier: "young@x.example", token: "b", expires: hours(23) },
  ]);
  await forgetOldLimits(db);
  expect((await db.select().from(rateLimits)).map(({ key }) => key)).toContain("young");
  expect((await db.select().from(rateLimits)).map(({ key }) => key)).not.toContain("old");
  expect((await db.select().from(verificationTokens)).map(({ token }) => token)).toEqual(["b"]);

  const run = { organizationId, twilioAccountSid, state: "done" as const, expected: 0 };
  await db.insert(reconcileRuns).values([
    { ...run, id: "rec_old", startedAt: hours(91 * 24) },
    { ...run, id: "rec_young", startedAt: hours(89 * 24) },
  ]);
  await forgetOldRuns(db);
  expect((await db.select().from(reconcileRuns)).map(({ id }) => id)).toEqual(["rec_young"]);
});
