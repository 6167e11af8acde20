import { database } from "@/db/client";
import { countLines, findAwaiting } from "@/db/queries/orders";
import type { Admin } from "@/lib/auth/admin";

/** The admin's own order that waits for its Transaction Code, if any. */
export async function waitingOrder(admin: Admin): Promise<{ orderId: string; numbers: number } | null> {
  const db = database();
  const orderId = await findAwaiting(db, admin.organizationId, admin.userId);
  return orderId === null ? null : { orderId, numbers: (await countLines(db, orderId)).proposed ?? 0 };
}
