import { and, asc, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { auditEvents, users } from "@/db/schema";

type Event = {
  organizationId: string;
  /** Null when the engine acts. */
  userId: string | null;
  orderId?: string;
  event: string;
  details?: Record<string, string | number | boolean | null>;
};

/** Writes what happened, in the transaction of the change itself: once awaited, or as a part of its statement. */
export function recordEvent(tx: Tx, { details = {}, ...event }: Event) {
  return tx.insert(auditEvents).values({ ...event, details });
}

type Unbought = { organizationId: string; orderId: string; e164: string; reason: string | null };

/** Writes that the engine did not buy numbers, and why. */
export async function recordFailed(tx: Tx, lines: Unbought[]) {
  if (lines.length === 0) return;
  await tx.insert(auditEvents).values(
    lines.map(({ organizationId, orderId, e164, reason }) => ({
      organizationId,
      userId: null,
      orderId,
      event: "number.failed",
      details: { e164, reason },
    })),
  );
}

/** What happened to an order, oldest first, and who did it; nobody where the engine acted. */
export async function listOrderEvents(db: Db, organizationId: string, orderId: string) {
  return db
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      who: users.name,
      event: auditEvents.event,
      details: auditEvents.details,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.userId))
    .where(and(eq(auditEvents.organizationId, organizationId), eq(auditEvents.orderId, orderId)))
    .orderBy(asc(auditEvents.id));
}
