import { listLines, type OrderLine } from "@/db/queries/order-lines";
import {
  countOrders,
  findOrder,
  type ListedOrder,
  listOrderUsers,
  listPaused,
  type Order,
  pageOfOrders,
} from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import type { OrderStatus } from "@/lib/domain/orders/order";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { database } from "@/lib/runtime/database";

/** An order of the organisation with its lines and users; every admin may read it. */
export async function readOrder(admin: Admin, orderId: string) {
  const db = database();
  const order = await findOrder(db, admin, orderId);
  if (!order) return null;
  const [lines, users] = await Promise.all([
    listLines(db, admin, orderId),
    listOrderUsers(db, admin, orderId),
  ]);
  return { order, lines, users };
}

/** A page of the organisation's orders, newest first, of one status or all, and how many there are of each and in all. */
export async function listOrders(admin: Admin, status: OrderStatus | undefined, asked: PageAsked) {
  const db = database();
  const [page, counted] = await Promise.all([pageOfOrders(db, admin, status, asked), countOrders(db, admin)]);
  const total = counted.reduce((sum, row) => sum + row.listed, 0);
  return { page, total, counts: new Map(counted.map((row) => [row.status, row.orders])) };
}

/** Orders of the organisation that somebody has to resume or end. */
export const listPausedOrders = (admin: Admin) => listPaused(database(), admin);

export type { ListedOrder, Order, OrderLine };
