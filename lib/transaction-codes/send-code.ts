import { findOrder, listLines, listOrderUsers } from "@/db/queries/orders";
import { markSent } from "@/db/queries/transaction-codes";
import type { Admin } from "@/lib/domain/actor/admin";
import { mailer } from "@/lib/email";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";
import { transactionCodeEmail } from "./transaction-code-email";

/** Mails an issued code to the admin's registered address; false when it did not leave. */
export async function sendCode(
  admin: Admin,
  orderId: string,
  { codeId, code }: { codeId: string; code: string },
): Promise<boolean> {
  const db = database();
  const [order, lines, users] = await Promise.all([
    findOrder(db, admin.organizationId, orderId),
    listLines(db, admin.organizationId, orderId),
    listOrderUsers(db, admin.organizationId, orderId),
  ]);
  if (!order) throw new Error("The order of a code that was just issued is missing");
  const { publicUrl, support } = env();
  const message = transactionCodeEmail({
    code,
    link: `${publicUrl}/administration/orders/${orderId}/transaction-code`,
    numbers: lines.map((line) => line.e164),
    totalMicros: order.totalMicros,
    currency: order.currency,
    forwardTo: order.forwardTo,
    ringForever: order.ringForever,
    users: users.map((user) => user.name),
    fingerprint: order.fingerprint,
    twilioAccountSid: order.twilioAccountSid,
    requester: `${admin.name} (${admin.organizationName})`,
    support,
  });
  const outcome = await mailer().send({ to: admin.email, ...message, idempotencyKey: `txcode/${codeId}` });
  if (outcome.kind === "failed")
    log.warn("transaction code was not sent", { orderId, codeId, reason: outcome.reason });
  await markSent(db, codeId, outcome.kind === "sent");
  return outcome.kind === "sent";
}
