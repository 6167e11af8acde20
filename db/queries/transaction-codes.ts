import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { inMs, isFree } from "@/db/leases";
import { transactionCodes } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { CODE_LIFETIME_MS, MAX_TRIES, type Sends } from "@/lib/domain/transaction-codes/transaction-code";

const codes = transactionCodes;

/** Makes it the order's only living code; it works for ten minutes of the database's clock. */
export async function insertCode(tx: Tx, code: Omit<typeof transactionCodes.$inferInsert, "expiresAt">) {
  await tx
    .update(codes)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(codes.orderId, code.orderId), isNull(codes.supersededAt), isNull(codes.consumedAt)));
  await tx.insert(codes).values({ ...code, expiresAt: inMs(CODE_LIFETIME_MS) });
}

/** Ends the codes that somebody could still type; "Send a new code" makes the next. */
export async function endCodesOf(tx: Tx, { organizationId }: InOrganization, userId: string) {
  await tx
    .update(codes)
    .set({ expiresAt: sql`least(${codes.expiresAt}, now())` })
    .where(
      and(
        eq(codes.organizationId, organizationId),
        eq(codes.userId, userId),
        isNull(codes.supersededAt),
        isNull(codes.consumedAt),
      ),
    );
}

export async function markSent(db: Db, codeId: string, sent: boolean) {
  await db
    .update(codes)
    .set(sent ? { sentAt: sql`now()` } : { failedAt: sql`now()` })
    .where(eq(codes.id, codeId));
}

/** Every code of an order, newest first, for its requester only. */
export async function listCodes(
  db: Db | Tx,
  { organizationId }: InOrganization,
  orderId: string,
  userId: string,
) {
  return db
    .select({
      id: codes.id,
      mac: codes.mac,
      fingerprint: codes.fingerprint,
      tries: codes.tries,
      createdAt: codes.createdAt,
      expiresAt: codes.expiresAt,
      expired: sql<boolean>`${codes.expiresAt} <= now()`,
      sentAt: codes.sentAt,
      failedAt: codes.failedAt,
      supersededAt: codes.supersededAt,
      consumedAt: codes.consumedAt,
    })
    .from(codes)
    .where(
      and(eq(codes.organizationId, organizationId), eq(codes.orderId, orderId), eq(codes.userId, userId)),
    )
    .orderBy(desc(codes.createdAt), desc(codes.id));
}

/** What counts towards the sending limits: mails that left or are leaving, not those that failed. */
export async function countSends(tx: Db | Tx, orderId: string, userId: string): Promise<Sends> {
  const [row] = await tx
    .select({
      sinceLastMs: sql<
        number | null
      >`(extract(epoch from now() - max(${codes.createdAt}) filter (where ${codes.orderId} = ${orderId})) * 1000)::float8`,
      forOrder: sql<number>`count(*) filter (where ${codes.orderId} = ${orderId})::int`,
      inLastHour: sql<number>`count(*) filter (where ${codes.createdAt} > now() - interval '1 hour')::int`,
    })
    .from(codes)
    .where(
      and(
        isNull(codes.failedAt),
        or(
          eq(codes.orderId, orderId),
          and(eq(codes.userId, userId), gt(codes.createdAt, sql`now() - interval '1 hour'`)),
        ),
      ),
    );
  return {
    sinceLastMs: row?.sinceLastMs ?? null,
    forOrder: row?.forOrder ?? 0,
    inLastHour: row?.inLastHour ?? 0,
  };
}

/** How long one try may take to be compared before the next is let in. */
const COMPARE_MS = 10_000;

/**
 * Counts one try, committed at once so that no rollback gives it back. One try at a time: of fifty parallel posts
 * one is compared and the others see what became of it. False when another try is being compared or none is left.
 */
export async function takeTry(db: Db, codeId: string): Promise<boolean> {
  const taken = await db
    .update(codes)
    .set({ tries: sql`${codes.tries} + 1`, checkingUntil: inMs(COMPARE_MS) })
    .where(
      and(
        eq(codes.id, codeId),
        lt(codes.tries, MAX_TRIES),
        isNull(codes.supersededAt),
        isNull(codes.consumedAt),
        gt(codes.expiresAt, sql`now()`),
        isFree(codes.checkingUntil),
      ),
    )
    .returning({ id: codes.id });
  return taken.length > 0;
}

/** Whether some try is being compared right now. */
export async function isBeingChecked(db: Db, codeId: string): Promise<boolean> {
  const rows = await db
    .select({ id: codes.id })
    .from(codes)
    .where(and(eq(codes.id, codeId), gt(codes.checkingUntil, sql`now()`)));
  return rows.length > 0;
}

/** For a code that was right and could not be used for reasons outside of it. */
export async function giveBackTry(db: Db, codeId: string) {
  await db
    .update(codes)
    .set({ tries: sql`greatest(${codes.tries} - 1, 0)` })
    .where(eq(codes.id, codeId));
}

export async function endTry(db: Db, codeId: string) {
  await db.update(codes).set({ checkingUntil: null }).where(eq(codes.id, codeId));
}

/** Uses the code up; false when somebody else did, or it died meanwhile. */
export async function consumeCode(tx: Tx, codeId: string): Promise<boolean> {
  const consumed = await tx
    .update(codes)
    .set({ consumedAt: sql`now()`, checkingUntil: null })
    .where(
      and(
        eq(codes.id, codeId),
        isNull(codes.consumedAt),
        isNull(codes.supersededAt),
        gt(codes.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: codes.id });
  return consumed.length > 0;
}
