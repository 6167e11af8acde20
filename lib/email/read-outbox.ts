import { listOutbox } from "@/db/queries/outbox";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { sameSecret } from "@/lib/runtime/same-secret";

/** The outbox where this mode shows it: embedded to everybody, a preview to whoever has its token. Else null. */
export async function readOutbox(token: string) {
  const { mode, email, outboxToken } = env();
  if (email.kind !== "outbox") return null;
  if (mode === "embedded" || (mode === "preview" && outboxToken && sameSecret(token, outboxToken)))
    return listOutbox(database());
  return null;
}
