import { timingSafeEqual } from "node:crypto";
import { database } from "@/db/client";
import { listOutbox } from "@/db/queries/outbox";
import { env } from "@/lib/env";

/** The outbox where this mode shows it: embedded to everybody, a preview to whoever has its token. Else null. */
export async function readOutbox(token: string) {
  const { mode, email, outboxToken } = env();
  if (email.kind !== "outbox") return null;
  if (mode === "embedded" || (mode === "preview" && outboxToken && same(token, outboxToken)))
    return listOutbox(database());
  return null;
}

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
