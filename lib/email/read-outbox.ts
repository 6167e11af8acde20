import { findOutboxFile, listOutbox } from "@/db/queries/outbox";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { sameSecret } from "@/lib/runtime/same-secret";

/** Whether this mode shows its outbox: embedded to everybody, a preview to whoever has its token. */
function mayRead(token: string): boolean {
  const { mode, email, outboxToken } = env();
  if (email.kind !== "outbox") return false;
  return mode === "embedded" || (mode === "preview" && !!outboxToken && sameSecret(token, outboxToken));
}

/** The mails of the outbox, newest first; null where it is not shown. */
export const readOutbox = async (token: string) => (mayRead(token) ? listOutbox(database()) : null);

/** The file that came with a mail; null where there is none, or the outbox is not shown. */
export const readOutboxFile = async (token: string, messageId: string) =>
  mayRead(token) ? findOutboxFile(database(), messageId) : null;
