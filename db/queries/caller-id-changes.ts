import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { callerIds, orderLines, orders, twilioNumbers, users } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { isOfInstallation } from "./forwardings";
import { releaseOf } from "./release-of";

const isOurs = ({ organizationId }: InOrganization, id: string) =>
  and(eq(callerIds.organizationId, organizationId), eq(callerIds.id, id));

/** One Caller ID of the organisation, listed or not, with the order that bought it and since when Twilio has it; null for anybody else's. */
export async function findCallerId(db: Db, of: InOrganization, id: string) {
  const [row] = await db
    .select({
      ...getTableColumns(callerIds),
      /** Its target became a number of this installation, so it is not rung. */
      wouldLoop: isOfInstallation(sql`${callerIds.forwardTo}`),
      orderId: orders.id,
      orderNumber: orders.number,
      boughtBy: users.name,
      userCount: sql<number>`(select count(*)::int from assignments a where a.caller_id_id = ${callerIds.id})`,
      atTwilioSince: twilioNumbers.createdAt,
      release: releaseOf(sql`${callerIds.id}`),
      /** Where calls go by Twilio's own settings, as they were read last. */
      voiceUrl: twilioNumbers.voiceUrl,
      overridden: twilioNumbers.overridden,
    })
    .from(callerIds)
    .leftJoin(orderLines, eq(orderLines.id, callerIds.orderLineId))
    .leftJoin(orders, eq(orders.id, orderLines.orderId))
    .leftJoin(users, eq(users.id, orders.requesterId))
    .leftJoin(
      twilioNumbers,
      and(
        eq(twilioNumbers.twilioAccountSid, callerIds.twilioAccountSid),
        eq(twilioNumbers.sid, callerIds.sid),
      ),
    )
    .where(isOurs(of, id));
  return row ?? null;
}

/** The same row alone, kept from others until the end of the transaction. */
export async function lockCallerId(tx: Tx, of: InOrganization, id: string) {
  const [row] = await tx.select().from(callerIds).where(isOurs(of, id)).for("no key update");
  return row ?? null;
}

export async function updateCallerId(
  tx: Tx,
  of: InOrganization,
  id: string,
  change: Partial<Pick<typeof callerIds.$inferInsert, "forwardTo" | "ringForever" | "labels" | "locked">>,
) {
  await tx.update(callerIds).set(change).where(isOurs(of, id));
}
