import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { USER_NOTICES } from "@/lib/domain/people/notices";
import { at, id, quoted } from "./columns";
import { organizations } from "./organizations";

export const ROLES = ["admin", "user"] as const;

/** Auth.js writes `emailVerified` and reads `image`; everything else is ours. */
export const users = pgTable(
  "users",
  {
    id: id("usr"),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id),
    email: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ROLES }).notNull().default("user"),
    /** An admin who may also change admins, owners and settings; a trigger keeps the last active one of an organisation. */
    owner: boolean().notNull().default(false),
    /** E.164: rings when they call, or when somebody calls them back. */
    phone: text(),
    team: text(),
    /** Raised by every change of what people may change: the second of two is told. */
    version: integer().notNull().default(1),
    /** Their own wish: a mail when an order of theirs is finished. One that needs a person is always told. */
    finishedMails: boolean().notNull().default(true),
    invitedAt: at(),
    deactivatedAt: at(),
    /** When they signed in last, by a mailed link. */
    emailVerified: at(),
    image: text(),
    createdAt: at().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("users_email").on(t.email),
    unique("users_organization_id").on(t.organizationId, t.id),
    index("users_by_name").on(t.organizationId, sql`lower(${t.name})`, t.id).concurrently(),
    check("users_role", sql`${t.role} in (${sql.raw(quoted(ROLES))})`),
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
    check("users_owner_is_admin", sql`not ${t.owner} or ${t.role} = 'admin'`),
    check("users_phone", sql`${t.phone} ~ '^[+][1-9][0-9]{6,14}$'`),
  ],
);

/** A mail to somebody about their own account, written with the change that it tells of and sent by whoever pumps. */
export const userNotices = pgTable(
  "user_notices",
  {
    id: id("unt"),
    organizationId: text("organization_id").notNull(),
    userId: text("user_id").notNull(),
    kind: text({ enum: USER_NOTICES }).notNull(),
    /** An address that changed is told where it was, too. */
    to: text().notNull(),
    createdAt: at().notNull().defaultNow(),
    tries: integer().notNull().default(0),
    /** Somebody is sending it, or it waits after a failure, until then. */
    notBefore: at(),
    /** It was sent, or was of no use any more. */
    endedAt: at(),
  },
  (t) => [
    index("user_notices_due").on(t.createdAt).where(sql`${t.endedAt} is null`),
    uniqueIndex("user_notices_one_waiting").on(t.userId, t.kind, t.to).where(sql`${t.endedAt} is null`),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
    check("user_notices_kind", sql`${t.kind} in (${sql.raw(quoted(USER_NOTICES))})`),
  ],
);

/** A new address of somebody, which holds from the moment when the link that was mailed to it is used. */
export const addressChanges = pgTable(
  "address_changes",
  {
    /** The link's token is a MAC over it, so no table holds one. */
    id: id("adr"),
    organizationId: text("organization_id").notNull(),
    userId: text("user_id").notNull(),
    email: text().notNull(),
    createdAt: at().notNull().defaultNow(),
    expiresAt: at().notNull(),
    /** It was used, or another one took its place. */
    endedAt: at(),
  },
  (t) => [
    uniqueIndex("address_changes_one_waiting").on(t.userId).where(sql`${t.endedAt} is null`),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);
