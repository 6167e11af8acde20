import { type CallerIdRow, countPurchased, listCallerIds as selectCallerIds } from "@/db/queries/caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** The team's Custom Caller IDs, newest first, and how many of them were purchased from Twilio. */
export async function listCallerIds(admin: Admin): Promise<{ callerIds: CallerIdRow[]; purchased: number }> {
  const db = database();
  const [callerIds, purchased] = await Promise.all([
    selectCallerIds(db, admin.organizationId),
    countPurchased(db, admin.organizationId),
  ]);
  return { callerIds, purchased };
}

export type { CallerIdRow };
