import {
  countOrders,
  findOrder,
  listLines,
  listOrderUsers,
  type Order,
  type OrderLine,
  listOrders as selectOrders,
} from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import type { OrderState } from "@/lib/domain/orders/order";
import { database } from "@/lib/runtime/database";

/** An order of the organisation with its lines and users; every admin may read it. */
export async function readOrder(admin: Admin, orderId: string) {
  const db = database();
  const order = await findOrder(db, admin.organizationId, orderId);
  if (!order) return null;
  const [lines, users] = await Promise.all([
    listLines(db, admin.organizationId, orderId),
    listOrderUsers(db, admin.organizationId, orderId),
  ]);
  return { order, lines, users };
}

/** The organisation's orders, newest first, of one state or all, and how many there are in each. */
export async function listOrders(admin: Admin, state?: OrderState | "ending") {
  const db = database();
  const [orders, counted] = await Promise.all([
    selectOrders(db, admin.organizationId, state),
    countOrders(db, admin.organizationId),
  ]);
  return { orders, counts: new Map(counted.map((row) => [row.state, row.orders])) };
}

export type { Order, OrderLine };
