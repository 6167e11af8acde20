import { lockForwardings } from "@/db/queries/forwardings";
import { findChange, lockChange, mostPeople } from "@/db/queries/many-changes";
import { plannedUndo } from "@/db/queries/planned-changes";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";
import { writeChange } from "./write-change";

type UndoOutcome =
  /** By a change of its own; pressed twice, it is one. */
  | { kind: "undone"; changeId: string }
  /** Somebody has changed each of them since. */
  | { kind: "nothing-left" | "too-late" | "not-found" };

/**
 * Gives back what a change replaced, wherever nobody changed it since; any admin may, for 24 hours. An undo is a change,
 * which can be undone as well.
 */
export async function undoChange(admin: Admin, changeId: string): Promise<UndoOutcome> {
  return database().transaction(async (tx) => {
    await lockChange(tx, admin, changeId);
    const found = await findChange(tx, admin, changeId);
    if (!found) return { kind: "not-found" };
    if (found.undoneBy) return { kind: "undone", changeId: found.undoneBy };
    if (found.isPast) return { kind: "too-late" };
    const { change } = found;
    if (change.part === "forwarding") await lockForwardings(tx);
    const undo = await writeChange(tx, admin, {
      part: change.part,
      words: "is as it was before",
      rows: plannedUndo(changeId, change.part),
      chosen: change.chosen,
      people: change.part === "users" ? await mostPeople(tx, changeId) : 0,
      undoes: changeId,
    });
    return undo.changeId ? { kind: "undone", changeId: undo.changeId } : { kind: "nothing-left" };
  });
}
