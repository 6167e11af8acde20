import { listLines, type OrderLine } from "@/db/queries/order-lines";
import { findOrder, listOrderUsers, type Order } from "@/db/queries/orders";
import { countSends, listCodes } from "@/db/queries/transaction-codes";
import type { Admin } from "@/lib/domain/actor/actor";
import { MAX_TRIES, maySend, type SendAnswer } from "@/lib/domain/transaction-codes/transaction-code";
import { database } from "@/lib/runtime/database";

export type Approval = {
  order: Order;
  lines: OrderLine[];
  users: { id: string; name: string }[];
  /** The code that would approve the order, or why there is none. */
  code: /** It works for so many milliseconds more, by the database's clock. */
    | { kind: "live"; leftMs: number; triesLeft: number }
    | { kind: "not-sent" }
    | { kind: "expired" }
    | { kind: "used-up" }
    | { kind: "none" };
  resend: SendAnswer;
};

/** What the Transaction Code window shows; null for anybody but the order's requester. */
export async function readApproval(admin: Admin, orderId: string): Promise<Approval | null> {
  const db = database();
  const order = await findOrder(db, admin, orderId);
  if (!order || order.requesterId !== admin.userId) return null;
  const [lines, users, codes, sends] = await Promise.all([
    listLines(db, admin, orderId),
    listOrderUsers(db, admin, orderId),
    listCodes(db, admin, orderId, admin.userId),
    countSends(db, orderId, admin.userId),
  ]);
  const live = codes.find((code) => !code.supersededAt && !code.consumedAt);
  const code: Approval["code"] = !live
    ? { kind: "none" }
    : live.failedAt
      ? { kind: "not-sent" }
      : live.expired
        ? { kind: "expired" }
        : live.tries >= MAX_TRIES
          ? { kind: "used-up" }
          : {
              kind: "live",
              leftMs: live.expiresAt.getTime() - order.readAt.getTime(),
              triesLeft: MAX_TRIES - live.tries,
            };
  return { order, lines, users, code, resend: maySend(sends) };
}
