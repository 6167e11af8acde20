import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { callerIds, orders } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Admin } from "@/lib/domain/actor/actor";
import { placeOrder } from "@/lib/orders/place-order";
import { validateCode } from "@/lib/orders/validate-code";
import { anotherAdmin, newOrganization, newOwnCallerId, newTwilioCallerId } from "@/tests/support/factories";
import { fillCart, placedOrder, pump } from "@/tests/support/orders";

const database = testDatabase({ ENGINE_SETTINGS: "0.6/0.3/0.9" });

/** Two admins of one organisation, or of two, with one number each in their carts. */
async function twoAdmins({ together }: { together: boolean }) {
  const made = await newOrganization(database());
  const other = together
    ? { ...made, admin: await anotherAdmin(database(), made.admin) }
    : await newOrganization(database());
  const [x = ""] = await fillCart(made.admin, 1, { areaCode: "512" });
  const [y = ""] = await fillCart(other.admin, 1, { areaCode: "617" });
  return { made, other, x, y };
}
const place = (admin: Admin, forwardTo: string) =>
  placeOrder(admin, { forwardTo, userIds: [], ringForever: true });

describe("two orders that would make their numbers call each other", () => {
  it.each(["queued", "paused", "bought"])(
    "are refused where the first is %s, in either direction and whoever places the second",
    async (state) => {
      const { made, other, x, y } = await twoAdmins({ together: true });
      const first = await placedOrder(database(), made.admin, { forwardTo: y });
      expect(await validateCode(made.admin, first.orderId, first.code)).toEqual({ kind: "approved" });
      if (state === "paused")
        await database()
          .update(orders)
          .set({ state: "paused", pausedReason: "funds" })
          .where(eq(orders.id, first.orderId));
      if (state === "bought") await pump(database());
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

  it("are not both approved, whichever comes first, also at the same moment", async () => {
    for (const together of [true, false]) {
      const { made, other, x, y } = await twoAdmins({ together });
      const one = await placedOrder(database(), made.admin, { forwardTo: y });
      const two = await placedOrder(database(), other.admin, { forwardTo: x });
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

  it("are refused at approval when the second direction came up meanwhile", async () => {
    const { made, other, y } = await twoAdmins({ together: true });
    const waiting = await placedOrder(database(), other.admin, { forwardTo: "+16285550100" });
    const first = await placedOrder(database(), made.admin, { forwardTo: y });
    expect(await validateCode(made.admin, first.orderId, first.code)).toEqual({ kind: "approved" });
    expect(await validateCode(other.admin, waiting.orderId, waiting.code)).toMatchObject({
      kind: "forwarded-to",
      e164: y,
      onOrder: 1,
    });
  });
});

describe("a number of another organisation", () => {
  it("can't be forwarded to where it was bought here or is on order; an own one of theirs can", async () => {
    const { made, other } = await twoAdmins({ together: false });
    await newTwilioCallerId(database(), other, "+12125550171");
    await newOwnCallerId(database(), other.organizationId, "+12125550172");
    const refused = { kind: "forwarding", problem: "of-installation" };
    expect(await place(made.admin, "+12125550171")).toMatchObject(refused);
    expect(await place(made.admin, "+12125550172")).toMatchObject({ kind: "placed" });
    await database()
      .update(callerIds)
      .set({ releasedAt: new Date() })
      .where(eq(callerIds.e164, "+12125550171"));
    expect(await place(made.admin, "+12125550171")).toMatchObject({ kind: "placed" });
  });

  it("may be ordered though call-backs of another go to it: what is not theirs is not told", async () => {
    const { made, other, x } = await twoAdmins({ together: false });
    await newTwilioCallerId(database(), other, "+12125550173", x);
    expect(await place(made.admin, "+16285550100")).toMatchObject({ kind: "placed" });
  });
});
