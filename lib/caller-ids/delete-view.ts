import { deleteView as deleteOf } from "@/db/queries/saved-views";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Answers the name of the view that was deleted; null where somebody had done so already. */
export const deleteView = (admin: Admin, id: string): Promise<string | null> =>
  deleteOf(database(), admin, id);
