import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { inMs, isExactly } from "@/db/leases";
import type { orderNotices, releaseNotices, userNotices } from "@/db/schema";

type Notices = typeof orderNotices | typeof releaseNotices | typeof userNotices;

/** It was sent, or is of no use; not if it has to be told again meanwhile. */
export async function endNotice(db: Db, notices: Notices, { id, version }: { id: string; version: string }) {
  await db.execute(
    sql`update ${notices} n set ended_at = now() where n.id = ${id} and ${isExactly(sql`n.created_at`, version)}`,
  );
}

/** It could not be sent: again after so many milliseconds. */
export async function postponeNotice(db: Db, notices: Notices, noticeId: string, ms: number) {
  await db.execute(sql`update ${notices} n set not_before = ${inMs(ms)} where n.id = ${noticeId}`);
}
