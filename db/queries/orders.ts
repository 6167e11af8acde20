import { and, asc, count, desc, eq, gt, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { newestFirst, pageOf } from "@/db/keyset";
import { inMs } from "@/db/leases";
import { orderLines, orders, orderUsers, users } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { ORDER_LIFETIME_MS, type OrderStatus, UNFINISHED_STATES } from "@/lib/domain/orders/order";
import type { PageAsked } from "@/lib/domain/paging/paging";

const orderColumns = {
  id: orders.id,
  number: orders.number,
  organizationId: orders.organizationId,
  requesterId: orders.requesterId,
  requesterName: users.name,
  requesterEmail: users.email,
  twilioAccountSid: orders.twilioAccountSid,
  state: orders.state,
  pausedReason: orders.pausedReason,
  endingSince: orders.endingSince,
  snapshotTries: orders.snapshotTries,
  fingerprint: orders.fingerprint,
  forwardTo: orders.forwardTo,
  ringForever: orders.ringForever,
  currency: orders.currency,
  totalMicros: orders.totalMicros,
  createdAt: orders.createdAt,
  expiresAt: orders.expiresAt,
  approvedAt: orders.approvedAt,
  finishedAt: orders.finishedAt,
  /** When this was read, by the database's clock: what expires is held against it and no other clock. */
  readAt: sql`now()`.mapWith(orders.createdAt),
};

export async function findOrder(db: Db | Tx, { organizationId }: InOrganization, orderId: string) {
  const [row] = await db
    .select(orderColumns)
    .from(orders)
    .innerJoin(users, eq(users.id, orders.requesterId))
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)));
  return row ?? null;
}
export type Order = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

/** The users an order assigns its numbers to, while they are active. */
export async function listOrderUsers(db: Db | Tx, { organizationId }: InOrganization, orderId: string) {
  return db
    .select({ id: users.id, name: users.name, active: sql<boolean>`${users.deactivatedAt} is null` })
    .from(orderUsers)
    .innerJoin(users, eq(users.id, orderUsers.userId))
    .where(and(eq(orderUsers.organizationId, organizationId), eq(orderUsers.orderId, orderId)))
    .orderBy(asc(users.name), asc(users.id));
}

/** As `orderStatus` says it; a test holds the two together. */
const STATUS = sql<OrderStatus>`case
  when ${orders.endingSince} is not null and ${orders.state} in ${UNFINISHED_STATES} then 'ending'
  when ${orders.state} = 'approved' then 'buying' else ${orders.state} end`;

const NEWEST_FIRST = newestFirst(orders.createdAt, orders.id, "down");
const lineFigure = (figure: SQL, where?: SQL) =>
  sql`(select ${figure} from ${orderLines} where ${and(eq(orderLines.orderId, orders.id), where)})`;
const IS_BOUGHT = eq(orderLines.state, "bought");

/** Nobody looks for what its own requester replaced before typing its code, but among what was cancelled. */
const LISTED = isNull(orders.supersededAt);

/** The organisation's orders, all or of one status, newest first, with what became of their lines. */
export async function pageOfOrders(
  db: Db,
  { organizationId }: InOrganization,
  status: OrderStatus | undefined,
  asked: PageAsked,
) {
  return pageOf(NEWEST_FIRST, asked, ({ where, orderBy, limit }) =>
    db
      .select({
        id: orders.id,
        place: NEWEST_FIRST.place,
        number: orders.number,
        state: orders.state,
        endingSince: orders.endingSince,
        requesterId: orders.requesterId,
        requesterName: users.name,
        forwardTo: orders.forwardTo,
        totalMicros: orders.totalMicros,
        currency: orders.currency,
        createdAt: orders.createdAt,
        lines: lineFigure(sql`count(*)`).mapWith(Number),
        bought: lineFigure(sql`count(*)`, IS_BOUGHT).mapWith(Number),
        paidMicros: lineFigure(sql`coalesce(sum(${orderLines.priceMicros}), 0)`, IS_BOUGHT).mapWith(Number),
      })
      .from(orders)
      .innerJoin(users, eq(users.id, orders.requesterId))
      .where(
        and(eq(orders.organizationId, organizationId), status ? sql`${STATUS} = ${status}` : LISTED, where),
      )
      .orderBy(...orderBy)
      .limit(limit),
  );
}
export type ListedOrder = Awaited<ReturnType<typeof pageOfOrders>>["rows"][number];

/** How many orders the organisation has of each status, and how many of them "All" lists. */
export async function countOrders(db: Db, { organizationId }: InOrganization) {
  return db
    .select({
      status: STATUS.as("status"),
      orders: count(),
      listed: sql`count(*) filter (where ${LISTED})`.mapWith(Number),
    })
    .from(orders)
    .where(eq(orders.organizationId, organizationId))
    .groupBy(sql`status`);
}

/** Orders that an admin has to resume or end, oldest first. */
export async function listPaused(db: Db, { organizationId }: InOrganization) {
  return db
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(
      and(eq(orders.organizationId, organizationId), eq(orders.state, "paused"), isNull(orders.endingSince)),
    )
    .orderBy(asc(orders.createdAt))
    .limit(100);
}

/** The admin's order that waits for its code, if any. */
export async function findAwaiting(tx: Db | Tx, { organizationId }: InOrganization, requesterId: string) {
  const [row] = await tx
    .select({
      id: orders.id,
      fingerprint: orders.fingerprint,
      expired: sql<boolean>`${orders.expiresAt} <= now()`,
    })
    .from(orders)
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.requesterId, requesterId),
        eq(orders.state, "awaiting_code"),
      ),
    );
  return row ?? null;
}

/** How many orders somebody has placed that wait for their code, and how many are approved and not at their end. */
export async function countOrdersOf(db: Db, { organizationId }: InOrganization, requesterId: string) {
  const rows = await db
    .select({ state: orders.state })
    .from(orders)
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.requesterId, requesterId),
        inArray(orders.state, ["awaiting_code", "approved", "buying", "paused"]),
      ),
    );
  const waiting = rows.filter(({ state }) => state === "awaiting_code").length;
  return { waiting, goingOn: rows.length - waiting };
}

/** The admin's newest order, if it ended unapproved or still waits for its code, and could still be approved by its age. */
export async function findUnapproved(db: Db, { organizationId }: InOrganization, requesterId: string) {
  const [row] = await db
    .select({
      id: orders.id,
      approvedAt: orders.approvedAt,
      forwardTo: orders.forwardTo,
      ringForever: orders.ringForever,
    })
    .from(orders)
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.requesterId, requesterId),
        gt(orders.createdAt, inMs(-ORDER_LIFETIME_MS)),
      ),
    )
    .orderBy(desc(orders.createdAt))
    .limit(1);
  return row && row.approvedAt === null ? row : null;
}

/** Orders whose code nobody typed in time. */
export async function listExpired(db: Db) {
  return db
    .select({ id: orders.id, organizationId: orders.organizationId })
    .from(orders)
    .where(and(eq(orders.state, "awaiting_code"), lt(orders.expiresAt, sql`now()`)))
    .limit(100);
}
