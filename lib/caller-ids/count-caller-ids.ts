import { countToLookAt, MANY_TO_LOOK_AT } from "@/db/queries/attention";
import { type CallerIdCounts, readCounts } from "@/db/queries/caller-id-counts";
import { countOnOrder } from "@/db/queries/caller-ids";
import { getOrganization } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/actor";
import { quota } from "@/lib/domain/cart/cart";
import { database } from "@/lib/runtime/database";

/** How many Caller IDs the team has, what they cost a month, and how many it may still buy. */
export async function countCallerIds(admin: Admin): Promise<CallerIdCounts & { remaining: number }> {
  const db = database();
  const [counts, { maximumCallerIds }, onOrder] = await Promise.all([
    readCounts(db, admin),
    getOrganization(db, admin),
    countOnOrder(db, admin),
  ]);
  return { ...counts, remaining: quota(maximumCallerIds, counts.purchased + onOrder, 0).remaining };
}

/** How many need somebody: Caller IDs, and numbers on Reconcile, `orMore` than are counted. */
export async function countAttention(admin: Admin) {
  const db = database();
  const [{ attention }, toLookAt] = await Promise.all([readCounts(db, admin), countToLookAt(db, admin)]);
  return { attention, toLookAt, orMore: toLookAt >= MANY_TO_LOOK_AT };
}
