import { cache } from "react";
import { countLines } from "@/db/queries/order-lines";
import { findAwaiting } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

type Waiting = { orderId: string; numbers: number };

/** The admin's own order that waits for its Transaction Code, if any; asked for once a page. */
export const findOrderAwaitingCode = cache(async (admin: Admin): Promise<Waiting | null> => {
  const db = database();
  const order = await findAwaiting(db, admin, admin.userId);
  return order && { orderId: order.id, numbers: (await countLines(db, order.id)).proposed ?? 0 };
});
