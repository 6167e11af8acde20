import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Db } from "@/db/client";
import { callerIds, orders } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { placeOrder } from "@/lib/orders/place-order";
import { validateCode } from "@/lib/orders/validate-code";
import { databaseTest } from "@/tests/support/database-test";
import { anotherAdmin, newOrganization, newOwnCallerId, newTwilioCallerId } from "@/tests/support/factories";
import { fillCart, placedOrder, pump } from "@/tests/support/orders";
import { ENGINE } from "@/tests/support/purchases";
import { only } from "@/tests/support/rows";

const it = databaseTest(ENGINE);

/** Two admins of one organisation, or of two, with one number each in their carts. */
async function twoAdmins(db: Db, { together }: { together: boolean }) {
  const made = await newOrganization(db);
  const other = together ? { ...made, admin: await anotherAdmin(db, made.admin) } : await newOrganization(db);
  const x = only(await fillCart(made.admin, 1, { areaCode: "512" }));
  const y = only(await fillCart(other.admin, 1, { areaCode: "617" }));
  return { made, other, x, y };
}
const place = (admin: Admin, forwardTo: string) =>
  placeOrder(admin, { forwardTo, userIds: [], ringForever: true });

describe("two orders that would make their numbers call each other", () => {
  it.for(["queued", "paused", "bought"])(
    "are refused where the first is %s, in either direction and whoever places the second",
    async (state, { db }) => {
      const { made, other, x, y } = await twoAdmins(db, { together: true });
      const first = await placedOrder(db, made.admin, { forwardTo: y });
      expect(await validateCode(made.admin, first.orderId, first.code)).toEqual({ kind: "approved" });
      if (state === "paused")
        await db
          .update(orders)
          .set({ state: "paused", pausedReason: "funds" })
          .where(eq(orders.id, first.orderId));
      if (state === "bought") await pump(db);
      expect(await place(other.admin, x)).toMatchObject({
        kind: "forwarding",
        problem: state === "bought" ? "own-number" : "on-order",
      });
      // Nor does it help to forward it elsewhere: the first order's call-backs go to it.
      expect(await place(other.admin, "+16285550100")).toMatchObject({
        kind: "forwarded-to",
        e164: y,
        ...(state === "bought" ? { callerIds: 1, onOrder: 0 } : { callerIds: 0, onOrder: 1 }),
      });
    },
  );

  it("are not both approved, whichever comes first, also at the same moment", async ({ db }) => {
    for (const together of [true, false]) {
      const { made, other, x, y } = await twoAdmins(db, { together });
      const one = await placedOrder(db, made.admin, { forwardTo: y });
      const two = await placedOrder(db, other.admin, { forwardTo: x });
      const outcomes = await Promise.all([
        validateCode(made.admin, one.orderId, one.code),
        validateCode(other.admin, two.orderId, two.code),
      ]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["approved", "forwarding"]);
      expect(outcomes.find(({ kind }) => kind === "forwarding")).toMatchObject({
        problem: together ? "on-order" : "of-installation",
      });
    }
  });

  it("are refused at approval when the second direction came up meanwhile", async ({ db }) => {
    const { made, other, y } = await twoAdmins(db, { together: true });
    const waiting = await placedOrder(db, other.admin, { forwardTo: "+16285550100" });
    const first = await placedOrder(db, made.admin, { forwardTo: y });
    expect(await validateCode(made.admin, first.orderId, first.code)).toEqual({ kind: "approved" });
    expect(await validateCode(other.admin, waiting.orderId, waiting.code)).toMatchObject({
      kind: "forwarded-to",
      e164: y,
      onOrder: 1,
    });
  });
});

describe("a number of another organisation", () => {
  it("can't be forwarded to where it was bought here or is on order; an own one of theirs can", async ({
    db,
  }) => {
    const { made, other } = await twoAdmins(db, { together: false });
    await newTwilioCallerId(db, other, "+12125550171");
    await newOwnCallerId(db, other.organizationId, "+12125550172");
    const refused = { kind: "forwarding", problem: "of-installation" };
    expect(await place(made.admin, "+12125550171")).toMatchObject(refused);
    expect(await place(made.admin, "+12125550172")).toMatchObject({ kind: "placed" });
    await db.update(callerIds).set({ releasedAt: new Date() }).where(eq(callerIds.e164, "+12125550171"));
    expect(await place(made.admin, "+12125550171")).toMatchObject({ kind: "placed" });
  });

  it("may be ordered though call-backs of another go to it: what is not theirs is not told", async ({
    db,
  }) => {
    const { made, other, x } = await twoAdmins(db, { together: false });
    await newTwilioCallerId(db, other, "+12125550173", x);
    expect(await place(made.admin, "+16285550100")).toMatchObject({ kind: "placed" });
  });
});
