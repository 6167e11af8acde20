import type { Tx } from "@/db/client";
import { auditEvents } from "@/db/schema";

type Event = {
  organizationId: string;
  /** Null when the engine acts. */
  userId: string | null;
  orderId?: string;
  event: string;
  details?: Record<string, string | number | boolean | null>;
};

/** Writes what happened, in the transaction of the change itself. */
export async function recordEvent(tx: Tx, { details = {}, ...event }: Event) {
  await tx.insert(auditEvents).values({ ...event, details });
}
