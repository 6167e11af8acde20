import { markSent } from "@/db/queries/transaction-codes";
import type { Admin } from "@/lib/domain/actor/actor";
import { mailer } from "@/lib/email";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";
import { transactionCodeEmail } from "./transaction-code-email";

/** What the message says that the code approves. */
type OrderInMail = {
  id: string;
  twilioAccountSid: string;
  lines: { e164: string }[];
  users: { name: string }[];
  totalMicros: number;
  currency: string;
  forwardTo: string;
  ringForever: boolean;
  fingerprint: string;
};

/** Mails an issued code to the admin's registered address; false when it did not leave. */
export async function sendCode(
  admin: Admin,
  order: OrderInMail,
  { codeId, code }: { codeId: string; code: string },
): Promise<boolean> {
  const { publicUrl, support } = env();
  const message = transactionCodeEmail({
    code,
    link: `${publicUrl}/administration/orders/${order.id}/transaction-code`,
    numbers: order.lines.map((line) => line.e164),
    totalMicros: order.totalMicros,
    currency: order.currency,
    forwardTo: order.forwardTo,
    ringForever: order.ringForever,
    users: order.users.map((user) => user.name),
    fingerprint: order.fingerprint,
    twilioAccountSid: order.twilioAccountSid,
    requester: `${admin.name} (${admin.organizationName})`,
    support,
  });
  const outcome = await mailer().send({ to: admin.email, ...message, idempotencyKey: `txcode/${codeId}` });
  if (outcome.kind === "failed")
    log.warn("transaction code was not sent", { orderId: order.id, codeId, reason: outcome.reason });
  await markSent(database(), codeId, outcome.kind === "sent");
  return outcome.kind === "sent";
}
