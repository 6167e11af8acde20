import { listStandingStill } from "@/db/queries/engine-status";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Since when nothing has happened to an order that is under way; null while it moves. */
export async function readStandingStill(admin: Admin, orderId: string): Promise<Date | null> {
  const [order] = await listStandingStill(database(), admin, orderId);
  return order?.since ?? null;
}
