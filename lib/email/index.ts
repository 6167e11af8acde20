import { env } from "@/lib/runtime/config/env";
import type { Mailer } from "./mailer";
import { outboxMailer } from "./outbox";
import { resendMailer } from "./resend";

/** The only place that chooses where mail goes. */
export function mailer(): Mailer {
  const { email } = env();
  return email.kind === "outbox" ? outboxMailer : resendMailer(email);
}
