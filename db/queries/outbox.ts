import { desc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { outboxMessages } from "@/db/schema";

type Message = { to: string; subject: string; text: string; html: string; idempotencyKey: string };

/** Puts a message in the outbox; the same key twice is one message. */
export async function addToOutbox(db: Db, message: Message) {
  await db.insert(outboxMessages).values(message).onConflictDoNothing();
}

export async function listOutbox(db: Db) {
  return db
    .select({
      id: outboxMessages.id,
      to: outboxMessages.to,
      subject: outboxMessages.subject,
      text: outboxMessages.text,
      html: outboxMessages.html,
      sentAt: outboxMessages.sentAt,
    })
    .from(outboxMessages)
    .orderBy(desc(outboxMessages.sentAt), desc(outboxMessages.id))
    .limit(50);
}
