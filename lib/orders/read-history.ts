import { listOrderEvents } from "@/db/queries/audit";
import type { Admin } from "@/lib/domain/actor/actor";
import { type HistoryEntry, orderHistory } from "@/lib/domain/orders/order-history";
import { database } from "@/lib/runtime/database";

/** The audit trail of one order of the organisation, in words. */
export async function readHistory(
  admin: Admin,
  { id, currency }: { id: string; currency: string },
): Promise<HistoryEntry[]> {
  return orderHistory(await listOrderEvents(database(), admin, id), currency);
}
