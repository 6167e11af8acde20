import { and, desc, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { callerIds } from "@/db/schema";

/** All active Caller IDs of an organisation, newest first, without paging. */
export const listCallerIds = (db: Db, organizationId: string) =>
  db
    .select()
    .from(callerIds)
    .where(and(eq(callerIds.organizationId, organizationId), isNull(callerIds.releasedAt)))
    .orderBy(desc(callerIds.addedAt), desc(callerIds.id));
