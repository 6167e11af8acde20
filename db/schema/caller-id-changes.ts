import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type { ChangePart, IntendedChange, RowOutcome } from "@/lib/domain/caller-ids/change-many";
import { at, id } from "./columns";
import { users } from "./users";

/** Caller IDs that an admin chose, as they were then: what is chosen is what is changed. Its owner's alone, for 24 hours. */
export const selections = pgTable(
  "selections",
  {
    id: id("sel"),
    organizationId: text("organization_id").notNull(),
    userId: text("user_id").notNull(),
    at: at().notNull().defaultNow(),
    /** How they were chosen, in words. */
    words: text().notNull(),
    numbers: integer().notNull(),
    /** What is about to happen to them, once that was said. */
    intended: jsonb().$type<IntendedChange>(),
    /** What happened to them: a selection is used once. */
    changeId: text("change_id"),
  },
  (t) => [
    index("selections_old").on(t.at),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);

/** In the order of their ids, in which whoever changes many of them locks them. */
export const selectedCallerIds = pgTable(
  "selected_caller_ids",
  {
    selectionId: text("selection_id")
      .notNull()
      .references(() => selections.id, { onDelete: "cascade" }),
    nr: integer().notNull(),
    callerIdId: text("caller_id_id").notNull(),
    version: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.selectionId, t.nr] })],
);

/** One change of many Caller IDs. */
export const callerIdChanges = pgTable(
  "caller_id_changes",
  {
    id: id("chg"),
    organizationId: text("organization_id").notNull(),
    userId: text("user_id").notNull(),
    at: at().notNull().defaultNow(),
    part: text().$type<ChangePart>().notNull(),
    /** What it did, in words. */
    words: text().notNull(),
    chosen: integer().notNull(),
    changed: integer().notNull().default(0),
    /** Left, because somebody had changed them since they were chosen. */
    moved: integer().notNull().default(0),
    /** Left, because they can't be so. */
    kept: integer().notNull().default(0),
    /** The change that this one undoes. */
    undoes: text(),
  },
  (t) => [
    unique("caller_id_changes_undone_once").on(t.undoes),
    index("caller_id_changes_newest").on(t.organizationId, t.at.desc()),
    foreignKey({ columns: [t.organizationId, t.userId], foreignColumns: [users.organizationId, users.id] }),
  ],
);

/** What it replaced, by which it is undone; for 24 hours. */
export const changedCallerIds = pgTable(
  "changed_caller_ids",
  {
    changeId: text("change_id")
      .notNull()
      .references(() => callerIdChanges.id, { onDelete: "cascade" }),
    nr: integer().notNull(),
    callerIdId: text("caller_id_id").notNull(),
    outcome: text().$type<Exclude<RowOutcome, "same">>().notNull(),
    before: jsonb().notNull(),
    after: jsonb().notNull(),
  },
  (t) => [primaryKey({ columns: [t.changeId, t.nr] })],
);
