import { expect, test } from "vitest";
import { orders } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { ORDER_STATES, ORDER_STATUSES, orderStatus } from "@/lib/domain/orders/order";
import { FIRST_PAGE } from "@/lib/domain/paging/paging";
import { newOrganization } from "@/tests/support/factories";
import { countOrders, pageOfOrders } from "./orders";

const database = testDatabase();

test("the list finds and counts orders by the status that each of them shows", async () => {
  const db = database();
  const { admin, organizationId, twilioAccountSid } = await newOrganization(db, { people: 0 });
  const kinds = ORDER_STATES.flatMap((state) => [
    { state, endingSince: null },
    // An order that was never approved has nothing left to cancel.
    ...(state === "awaiting_code" ? [] : [{ state, endingSince: new Date() }]),
  ]);
  await db.insert(orders).values(
    kinds.map((kind) => ({
      ...kind,
      approvedAt: ["awaiting_code", "cancelled", "expired"].includes(kind.state) ? null : new Date(),
      pausedReason: kind.state === "paused" ? "funds" : null,
      organizationId,
      twilioAccountSid,
      requesterId: admin.userId,
      forwardTo: "+16285550100",
      ringForever: false,
      fingerprint: "0".repeat(64),
      currency: "USD",
      totalMicros: 0,
      expiresAt: new Date(),
    })),
  );
  for (const status of ORDER_STATUSES) {
    const { rows } = await pageOfOrders(db, admin, status, FIRST_PAGE);
    expect(rows.map(orderStatus)).toEqual(kinds.map(orderStatus).filter((one) => one === status));
  }
  const counts = await countOrders(db, admin);
  expect(counts.reduce((sum, row) => sum + row.orders, 0)).toBe(kinds.length);
  expect(counts.map((row) => row.status).sort()).toEqual([...ORDER_STATUSES].sort());
});
