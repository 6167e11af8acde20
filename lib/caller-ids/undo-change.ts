import type { Tx } from "@/db/client";
import { awaitDeactivations } from "@/db/queries/assignments";
import { lockForwardings } from "@/db/queries/forwardings";
import { findChange, forwardsToOurs, lockChange, mostPeople, peopleBefore } from "@/db/queries/many-changes";
import { plannedUndo } from "@/db/queries/planned-changes";
import type { Admin } from "@/lib/domain/actor/actor";
import type { ChangeCounts, ChangePart } from "@/lib/domain/caller-ids/change-many";
import { database } from "@/lib/runtime/database";
import { writeChange } from "./write-change";

type UndoOutcome =
  /** By a change of its own; pressed twice, it is one. */
  | { kind: "undone"; changeId: string }
  /** None of them can be as it was. */
  | { kind: "nothing-left"; part: ChangePart; counts: ChangeCounts }
  /** Another press has not come to its end yet. */
  | { kind: "under-way" }
  | { kind: "too-late" | "not-found" };

/** A number that calls would go back to was approved meanwhile: what is planned anew leaves its rows. */
class ApprovedMeanwhile extends Error {}
const MAX_TRIES = 3;

/**
 * Gives back what a change replaced, wherever nobody changed it since; any admin may, for 24 hours. An undo is a change,
 * which can be undone as well.
 */
export async function undoChange(admin: Admin, changeId: string): Promise<UndoOutcome> {
  if (!(await findChange(database(), admin, changeId))) return { kind: "not-found" };
  for (let tries = 1; ; tries++)
    try {
      return await database().transaction((tx) => undo(tx, admin, changeId));
    } catch (fault) {
      if (!(fault instanceof ApprovedMeanwhile) || tries === MAX_TRIES) throw fault;
    }
}

async function undo(tx: Tx, admin: Admin, changeId: string): Promise<UndoOutcome> {
  if (!(await lockChange(tx, admin, changeId))) return { kind: "under-way" };
  const found = await findChange(tx, admin, changeId);
  if (!found) return { kind: "not-found" };
  if (found.undoneBy) return { kind: "undone", changeId: found.undoneBy };
  if (found.isPast) return { kind: "too-late" };
  const { part, chosen } = found.change;
  if (part === "users") await awaitDeactivations(tx, admin, await peopleBefore(tx, changeId));
  const undone = await writeChange(tx, admin, {
    part,
    words: "is as it was before",
    rows: plannedUndo(admin, changeId, part),
    chosen,
    people: part === "users" ? await mostPeople(tx, changeId) : 0,
    undoes: changeId,
  });
  if (!undone.changeId) return { kind: "nothing-left", part, counts: undone.counts };
  if (part === "forwarding") {
    await lockForwardings(tx);
    if (await forwardsToOurs(tx, admin, undone.changeId)) throw new ApprovedMeanwhile();
  }
  return { kind: "undone", changeId: undone.changeId };
}
