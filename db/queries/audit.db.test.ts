import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { auditEvents } from "@/db/schema";
import { engineActing } from "@/lib/domain/actor/actor";
import { databaseTest } from "@/tests/support/database-test";
import { listOrderEvents, recordEvent } from "./audit";

const it = databaseTest();
const e164 = "+15122310001";
const origin = { requestId: "req-1", network: "203.0.113.7" };

it("keeps who did it, from which network, by which request, and to which number", async ({
  db,
  organization: { admin, organizationId },
}) => {
  await db.transaction(async (tx) => {
    await recordEvent(tx, { ...admin, origin }, { kind: "cart.removed", e164 });
    await recordEvent(tx, engineActing(admin), { kind: "order.expired", orderId: "ord_1" });
  });
  const rows = await db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.organizationId, organizationId))
    .orderBy(auditEvents.id);
  expect(rows).toMatchObject([
    { event: "cart.removed", userId: admin.userId, ...origin, e164, orderId: null, details: {} },
    { event: "order.expired", userId: null, requestId: null, network: null, e164: null, orderId: "ord_1" },
  ]);
});

it("tells an order's events with their person, those of earlier versions too", async ({
  db,
  organization: { admin, organizationId },
}) => {
  const orderId = "ord_2";
  // As the release before writes them.
  await db
    .insert(auditEvents)
    .values({ organizationId, userId: admin.userId, orderId, event: "number.given-up", details: { e164 } });
  await db.transaction((tx) => recordEvent(tx, admin, { kind: "order.resumed", orderId }));
  expect(await listOrderEvents(db, admin, orderId)).toMatchObject([
    { who: admin.name, event: { kind: "number.given-up", e164 } },
    { who: admin.name, event: { kind: "order.resumed" } },
  ]);
});

it("can not be rewritten", async ({ db, admin }) => {
  await db.transaction((tx) => recordEvent(tx, admin, { kind: "cart.cleared", numbers: 1 }));
  await expect(db.update(auditEvents).set({ event: "forged" })).rejects.toThrow();
  await expect(db.delete(auditEvents)).rejects.toThrow();
});
