import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { forgetOldLimits } from "@/db/queries/rate-limits";
import { forgetOldRuns } from "@/db/queries/reconcile-runs";
import { orders, rateLimits, reconcileRuns, transactionCodes, verificationTokens } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { readHistory } from "@/lib/orders/read-history";
import { readOrder } from "@/lib/orders/read-order";
import { validateCode } from "@/lib/orders/validate-code";
import { newOrganization } from "@/tests/support/factories";
import { fillCart, orderState, placedOrder } from "@/tests/support/orders";
import { pumpEverything } from "./schedule-pump";

const database = testDatabase({ ENGINE_SETTINGS: "0.6/0.3/0.9" });

async function waiting() {
  const { admin } = await newOrganization(database());
  await fillCart(admin, 1);
  return { admin, ...(await placedOrder(database(), admin)) };
}

it("ends orders whose code nobody typed within 24 hours, and no others", async () => {
  const [late, young] = [await waiting(), await waiting()];
  const age = (orderId: string, left: string) =>
    database()
      .update(orders)
      .set({ expiresAt: sql`now() + ${left}::interval` })
      .where(eq(orders.id, orderId));
  await age(late.orderId, "-1 second");
  await age(young.orderId, "1 minute");
  await pumpEverything("timer");
  expect(await orderState(database(), late.orderId)).toMatchObject({
    state: "expired",
    lines: [{ state: "dropped" }],
  });
  const [code] = await database()
    .select()
    .from(transactionCodes)
    .where(eq(transactionCodes.orderId, late.orderId));
  expect(code?.supersededAt).not.toBeNull();
  expect(await validateCode(late.admin, late.orderId, late.code)).toEqual({
    kind: "not-awaiting",
    state: "expired",
  });
  const read = await readOrder(late.admin, late.orderId);
  const history = read && (await readHistory(late.admin, read.order));
  expect(history?.at(-1)?.words).toBe("Nobody typed its code within 24 hours, so it expired.");
  expect((await orderState(database(), young.orderId)).state).toBe("awaiting_code");
});

it("forgets what no longer matters, and nothing that does", async () => {
  const hours = (count: number) => new Date(Date.now() - count * 3_600_000);
  await database()
    .insert(rateLimits)
    .values([
      { key: "old", windowStart: hours(49), hits: 1 },
      { key: "young", windowStart: hours(47), hits: 1 },
    ]);
  await database()
    .insert(verificationTokens)
    .values([
      { identifier: "old@x.example", token: "a", expires: hours(25) },
      { identifier: "young@x.example", token: "b", expires: hours(23) },
    ]);
  await forgetOldLimits(database());
  expect((await database().select().from(rateLimits)).map(({ key }) => key)).toContain("young");
  expect((await database().select().from(rateLimits)).map(({ key }) => key)).not.toContain("old");
  expect((await database().select().from(verificationTokens)).map(({ token }) => token)).toEqual(["b"]);

  const { organizationId, twilioAccountSid } = await newOrganization(database());
  const run = { organizationId, twilioAccountSid, state: "done" as const, expected: 0 };
  await database()
    .insert(reconcileRuns)
    .values([
      { ...run, id: "rec_old", startedAt: hours(91 * 24) },
      { ...run, id: "rec_young", startedAt: hours(89 * 24) },
    ]);
  await forgetOldRuns(database());
  expect((await database().select().from(reconcileRuns)).map(({ id }) => id)).toEqual(["rec_young"]);
});
