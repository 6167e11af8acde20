import { deleteView, listViews, type SavedView } from "@/db/queries/saved-views";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** The views of the list that admins have saved, by name. */
export const readViews = (admin: Admin): Promise<SavedView[]> => listViews(database(), admin);

/** Answers the name of the view that was deleted; null where somebody had done so already. */
export const removeView = (admin: Admin, id: string): Promise<string | null> =>
  deleteView(database(), admin, id);
