import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { orders } from "@/db/schema";
import type { Admin } from "@/lib/domain/actor/actor";
import { validateCode } from "@/lib/orders/validate-code";
import { pools } from "@/lib/simulator/inventory";
import { insertInCart } from "../support/cart-rows";
import { newOrganization } from "../support/factories";
import { placedOrder } from "../support/orders";
import { newSession } from "../support/sessions";

const stock = pools("US", "local").flatMap((one) => one.numbers(1));

/** Places an order of numbers that no other has, and returns it with what approves it. */
export async function placedByCode(db: Db, admin: Admin, numbers: number) {
  await insertInCart(db, admin, stock.splice(0, numbers));
  const { orderId, code } = await placedOrder(db, admin);
  const approve = async () => {
    const approved = await validateCode(admin, orderId, code);
    if (approved.kind !== "approved") throw new Error(approved.kind);
  };
  return { orderId, approve };
}

/** Places an order of an organisation of its own, and returns what approves it, as its requester's browser does. */
export async function awaitingOrder(db: Db, url: string, numbers: number) {
  const { admin } = await newOrganization(db, { maximum: 10_000, people: 0 });
  const { orderId, approve } = await placedByCode(db, admin, numbers);
  const session = await newSession(db, admin.userId);
  const look = () =>
    fetch(`${url}/administration/orders/${orderId}?show=all`, {
      headers: { cookie: `console.session=${session}` },
    }).then((page) => page.text());
  return async () => {
    await look();
    await approve();
    await look();
    return orderId;
  };
}

export const begunOrder = async (db: Db, url: string, numbers: number) =>
  (await awaitingOrder(db, url, numbers))();

/** Milliseconds from the approval of an order to its end. */
export async function msToEnd(db: Db, orderId: string): Promise<number> {
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; await pause(500)) {
    const [order] = await db.select().from(orders).where(eq(orders.id, orderId));
    if (order?.state === "paused") throw new Error(`paused: ${order.pausedReason}`);
    if (order?.approvedAt && order.finishedAt) return order.finishedAt.getTime() - order.approvedAt.getTime();
  }
  throw new Error("an order did not end");
}
