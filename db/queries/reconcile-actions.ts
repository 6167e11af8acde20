import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { exactly, givenBack, inMs, isExactly, isFree, isMine } from "@/db/leases";
import { callerIds, orderLines, orders, twilioNumbers } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { LineState } from "@/lib/domain/orders/line";
import type { AccountNumber } from "@/lib/domain/reconcile/account-number";
import type { Listed } from "@/lib/domain/reconcile/reconcile";

/** Keeps everybody else's hands off what Twilio has of this number for a while; null when somebody has them on it. */
export async function claimNumber(
  db: Db,
  { organizationId }: InOrganization,
  e164: string,
  ms: number,
): Promise<string | null> {
  const claimed = await db
    .update(twilioNumbers)
    .set({ claimedUntil: inMs(ms) })
    .where(
      and(
        eq(twilioNumbers.organizationId, organizationId),
        eq(twilioNumbers.e164, e164),
        isFree(twilioNumbers.claimedUntil),
      ),
    )
    .returning({ until: exactly(twilioNumbers.claimedUntil) });
  return claimed[0]?.until ?? null;
}

/** Gives back what `claimNumber` gave, unless it has passed to another. */
export async function unclaimNumber(db: Db, { organizationId }: InOrganization, e164: string, claim: string) {
  await db
    .update(twilioNumbers)
    .set({ claimedUntil: null })
    .where(
      and(
        eq(twilioNumbers.organizationId, organizationId),
        eq(twilioNumbers.e164, e164),
        isExactly(twilioNumbers.claimedUntil, claim),
      ),
    );
}

/** Writes down what Twilio says of a number that we have read before. */
export async function refreshNumber(
  db: Db | Tx,
  { organizationId }: InOrganization,
  { sid, ...number }: AccountNumber,
) {
  await db
    .update(twilioNumbers)
    .set(number)
    .where(and(eq(twilioNumbers.organizationId, organizationId), eq(twilioNumbers.sid, sid)));
}

/** Twilio does not have it any more. */
export async function forgetNumber(db: Db, { organizationId }: InOrganization, sid: string) {
  await db
    .delete(twilioNumbers)
    .where(and(eq(twilioNumbers.organizationId, organizationId), eq(twilioNumbers.sid, sid)));
}

const unchanged = (organizationId: string, listed: Listed) =>
  and(
    eq(callerIds.organizationId, organizationId),
    eq(callerIds.id, listed.id),
    eq(callerIds.sid, listed.sid),
    isNull(callerIds.releasedAt),
  );

/** Takes a Caller ID off the list; false when it changed meanwhile. */
export async function unlist(tx: Tx, { organizationId }: InOrganization, listed: Listed): Promise<boolean> {
  const rows = await tx
    .update(callerIds)
    .set({ releasedAt: sql`now()` })
    .where(unchanged(organizationId, listed))
    .returning({ id: callerIds.id });
  return rows.length > 0;
}

/** Lists a Caller ID under the id that Twilio bills it by; false when it changed meanwhile. */
export async function relist(
  tx: Tx,
  { organizationId }: InOrganization,
  listed: Listed,
  sid: string,
): Promise<boolean> {
  const rows = await tx
    .update(callerIds)
    .set({ sid })
    .where(unchanged(organizationId, listed))
    .returning({ id: callerIds.id });
  return rows.length > 0;
}

/** The Caller ID of a number that was listed in this transaction. */
export async function listedAs(tx: Tx, { organizationId }: InOrganization, e164: string): Promise<string> {
  const [row] = await tx
    .select({ id: callerIds.id })
    .from(callerIds)
    .where(
      and(
        eq(callerIds.organizationId, organizationId),
        eq(callerIds.e164, e164),
        isNull(callerIds.releasedAt),
      ),
    );
  if (!row) throw new Error("A number that was just listed is missing");
  return row.id;
}

/** Where the order of a line wanted call-backs to go. */
export async function forwardingOfLine(tx: Tx, { organizationId }: InOrganization, lineId: string) {
  const [row] = await tx
    .select({ forwardTo: orders.forwardTo, ringForever: orders.ringForever })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(and(eq(orderLines.organizationId, organizationId), eq(orderLines.id, lineId)));
  return row ?? null;
}

type Decision =
  /** The engine looks for it, and goes on by what it finds. */
  | { to: "intent" }
  /** Nobody else decides; it stays in review. */
  | { to: "review" }
  | { to: "bought"; sid: string }
  | { to: "failed"; reason: string };

/** What a person decided about a line in review, or one of the states `from`; null when it has moved on since `fence`. */
export async function decideLine(
  tx: Db | Tx,
  { organizationId }: InOrganization,
  { id, fence }: { id: string; fence: number },
  decision: Decision,
  from: LineState[] = ["review"],
) {
  const ended = { finishedAt: sql`now()`, notBefore: null, uncertainSince: null };
  const values = {
    intent: { state: "intent" as const, reason: null, notBefore: null, checks: 0 },
    review: {},
    bought: {
      ...ended,
      state: "bought" as const,
      reason: null,
      sid: "sid" in decision ? decision.sid : null,
    },
    failed: { ...ended, state: "failed" as const, reason: "reason" in decision ? decision.reason : null },
  }[decision.to];
  const [line] = await tx
    .update(orderLines)
    .set({ ...values, ...givenBack, fence: sql`${orderLines.fence} + 1` })
    .where(
      and(
        eq(orderLines.organizationId, organizationId),
        eq(orderLines.id, id),
        isMine(orderLines, { fence }),
        inArray(orderLines.state, from),
      ),
    )
    .returning();
  return line ?? null;
}
