import { findUnapproved, listOrderUsers } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

type EarlierAnswers = { forwardTo: string; ringForever: boolean; userIds: string[] };

/** What this admin answered for an order that was not approved in the end, so that it need not be typed again. */
export async function readPreviousForwarding(admin: Admin): Promise<EarlierAnswers | null> {
  const db = database();
  const order = await findUnapproved(db, admin, admin.userId);
  if (!order) return null;
  const users = await listOrderUsers(db, admin, order.id);
  return {
    forwardTo: order.forwardTo,
    ringForever: order.ringForever,
    userIds: users.filter((user) => user.active).map((user) => user.id),
  };
}
