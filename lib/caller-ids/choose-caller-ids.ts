import type { CallerIdChoice } from "@/db/queries/caller-id-choice";
import { insertSelection } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/**
 * Keeps which Caller IDs an admin has chosen, as they are now; `words` say how they were chosen. Null where nothing is
 * meant.
 */
export const chooseCallerIds = (
  admin: Admin,
  choice: CallerIdChoice,
  words: string,
): Promise<string | null> => database().transaction((tx) => insertSelection(tx, admin, choice, words));
