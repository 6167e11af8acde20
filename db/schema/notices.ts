import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { NOTICES } from "@/lib/domain/orders/order";
import { at, id, quoted } from "./columns";
import { orders } from "./orders";
import { releases } from "./releases";

/** A mail to the requester of an order, written with the change that it tells of and sent by whoever pumps. */
export const orderNotices = pgTable(
  "order_notices",
  {
    id: id("ntc"),
    organizationId: text("organization_id").notNull(),
    orderId: text("order_id").notNull(),
    kind: text({ enum: NOTICES }).notNull(),
    createdAt: at().notNull().defaultNow(),
    tries: integer().notNull().default(0),
    /** Somebody is sending it, or it waits after a failure, until then. */
    notBefore: at(),
    /** It was sent, or was of no use any more. */
    endedAt: at(),
  },
  (t) => [
    index("order_notices_due").on(t.createdAt).where(sql`${t.endedAt} is null`),
    uniqueIndex("order_notices_one_waiting").on(t.orderId, t.kind).where(sql`${t.endedAt} is null`),
    foreignKey({
      columns: [t.organizationId, t.orderId],
      foreignColumns: [orders.organizationId, orders.id],
    }),
    check("order_notices_kind", sql`${t.kind} in (${sql.raw(quoted(NOTICES))})`),
  ],
);

/** A mail to the owners with a file of what was released, once that has ended or rests; sent by whoever pumps. */
export const releaseNotices = pgTable(
  "release_notices",
  {
    id: id("rnt"),
    organizationId: text("organization_id").notNull(),
    releaseId: text("release_id").notNull(),
    createdAt: at().notNull().defaultNow(),
    tries: integer().notNull().default(0),
    /** Somebody is sending it, or it waits after a failure, until then. */
    notBefore: at(),
    /** It was sent. */
    endedAt: at(),
  },
  (t) => [
    index("release_notices_due").on(t.createdAt).where(sql`${t.endedAt} is null`),
    foreignKey({
      columns: [t.organizationId, t.releaseId],
      foreignColumns: [releases.organizationId, releases.id],
    }),
  ],
);
