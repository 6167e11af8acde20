import { type SavedView, listViews as viewsOf } from "@/db/queries/saved-views";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** The views of the list that admins have saved, by name. */
export const listViews = (admin: Admin): Promise<SavedView[]> => viewsOf(database(), admin);
