import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { AVAILABILITIES } from "@/lib/domain/cart/cart";
import { ADDRESS_REQUIREMENTS, NUMBER_TYPES } from "@/lib/domain/offers/offer";
import { at, id, micros, quoted } from "./columns";
import { users } from "./users";

/** What Twilio said of a number when it was offered; copied from the cart to the order's line. */
export const offerColumns = {
  e164: text().notNull(),
  country: text().notNull(),
  type: text({ enum: NUMBER_TYPES }).notNull(),
  locality: text(),
  region: text(),
  addressRequirement: text("address_requirement", { enum: ADDRESS_REQUIREMENTS }).notNull().default("none"),
  needsBundle: boolean("needs_bundle").notNull().default(false),
  priceMicros: micros().notNull(),
  currency: text().notNull(),
};

export const carts = pgTable(
  "carts",
  {
    id: id("crt"),
    organizationId: text("organization_id").notNull(),
    userId: text("user_id").notNull(),
    /** Somebody asks Twilio about its rows in the background until then. */
    checkingUntil: at(),
  },
  (t) => [
    unique("carts_one_per_admin").on(t.userId),
    unique("carts_organization_id").on(t.organizationId, t.id),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);

/** A number in a cart, or taken out of one. */
const rowColumns = {
  organizationId: text("organization_id").notNull(),
  cartId: text("cart_id").notNull(),
  ...offerColumns,
  voice: boolean().notNull().default(true),
  sms: boolean().notNull().default(false),
  mms: boolean().notNull().default(false),
  availability: text({ enum: AVAILABILITIES }).notNull().default("unchecked"),
  checkedAt: at(),
  addedAt: at().notNull().defaultNow(),
};

export const cartItems = pgTable("cart_items", rowColumns, (t) => [
  primaryKey({ columns: [t.cartId, t.e164] }),
  foreignKey({ columns: [t.organizationId, t.cartId], foreignColumns: [carts.organizationId, carts.id] }),
  index("cart_items_number").on(t.organizationId, t.e164),
  check("cart_items_availability", sql`${t.availability} in (${sql.raw(quoted(AVAILABILITIES))})`),
  check("cart_items_e164", sql`${t.e164} ~ '^[+][1-9][0-9]{6,14}$'`),
]);

/** What the last removal took out of a cart, to be put back by "Undo": until the next change of the cart, or an hour. */
export const removedCartItems = pgTable(
  "removed_cart_items",
  { ...rowColumns, removedAt: at().notNull().defaultNow() },
  (t) => [
    primaryKey({ columns: [t.cartId, t.e164] }),
    foreignKey({ columns: [t.organizationId, t.cartId], foreignColumns: [carts.organizationId, carts.id] }),
  ],
);
