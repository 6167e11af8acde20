import { desc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { outboxMessages } from "@/db/schema";

type Message = Omit<typeof outboxMessages.$inferSelect, "id" | "sentAt">;

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
      fileName: outboxMessages.fileName,
      sentAt: outboxMessages.sentAt,
    })
    .from(outboxMessages)
    .orderBy(desc(outboxMessages.sentAt), desc(outboxMessages.id))
    .limit(50);
}

/** The file of a message; null where it has none. */
export async function findOutboxFile(db: Db, messageId: string) {
  const [row] = await db
    .select({ name: outboxMessages.fileName, content: outboxMessages.fileContent })
    .from(outboxMessages)
    .where(eq(outboxMessages.id, messageId));
  return row?.name ? { name: row.name, content: row.content ?? "" } : null;
}
