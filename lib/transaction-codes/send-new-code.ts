import { recordEvent } from "@/db/queries/audit";
import { lockOrder } from "@/db/queries/order-changes";
import { listLines } from "@/db/queries/order-lines";
import { findOrder, listOrderUsers } from "@/db/queries/orders";
import type { Admin } from "@/lib/domain/actor/actor";
import type { SendAnswer } from "@/lib/domain/transaction-codes/transaction-code";
import { database } from "@/lib/runtime/database";
import { issueCode } from "./issue-code";
import { sendCode } from "./send-code";

type SendNewCodeOutcome =
  | { kind: "sent" }
  | { kind: "not-sent" }
  | { kind: "not-found" }
  | { kind: "not-awaiting" }
  | Exclude<SendAnswer, { kind: "allowed" }>;

/** Mails another code for an order that waits for one; the earlier code stops working. */
export async function sendNewCode(admin: Admin, orderId: string): Promise<SendNewCodeOutcome> {
  const { userId } = admin;
  const issued = await database().transaction(async (tx) => {
    const state = await lockOrder(tx, admin, orderId);
    const order = await findOrder(tx, admin, orderId);
    if (!order || order.requesterId !== userId) return { kind: "not-found" as const };
    if (state !== "awaiting_code" || order.expiresAt <= order.readAt)
      return { kind: "not-awaiting" as const };
    const code = await issueCode(tx, admin, { orderId, fingerprint: order.fingerprint });
    if (code.kind !== "issued") return code;
    await recordEvent(tx, admin, { kind: "code.issued", orderId });
    const lines = await listLines(tx, admin, orderId);
    const users = await listOrderUsers(tx, admin, orderId);
    return { ...code, order: { ...order, lines, users } };
  });
  if (issued.kind !== "issued") return issued;
  return { kind: (await sendCode(admin, issued.order, issued)) ? "sent" : "not-sent" };
}
