import type { Tx } from "@/db/client";
import { findForwardingConflict, lockForwardings } from "@/db/queries/forwardings";
import { activeUsersAmong } from "@/db/queries/organizations";
import { planned } from "@/db/queries/planned-changes";
import { lockSelection, markUsed } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import {
  type ChangeCounts,
  type ChangePart,
  changeWords,
  type IntendedChange,
  keyOfChange,
} from "@/lib/domain/caller-ids/change-many";
import type { ForwardingProblem } from "@/lib/domain/forwarding/forwarding";
import { database } from "@/lib/runtime/database";
import { writeChange } from "./write-change";

type ChangeOutcome =
  /** Pressed twice, it is one change. */
  | { kind: "changed"; changeId: string }
  | { kind: "unchanged"; part: ChangePart; counts: ChangeCounts }
  | { kind: "not-found" }
  /** What was shown is not what is intended any more: another tab said otherwise. */
  | { kind: "stale" }
  | { kind: "forwarding"; forwardTo: string; problem: ForwardingProblem }
  | { kind: "unknown-users" };

/**
 * Changes the chosen Caller IDs as was said, in one transaction: all of them but those that somebody changed since they
 * were chosen. `shown` is the key of the change that the form showed.
 */
export async function changeMany(admin: Admin, selectionId: string, shown: string): Promise<ChangeOutcome> {
  return database().transaction(async (tx) => {
    const selection = await lockSelection(tx, admin, selectionId);
    if (!selection) return { kind: "not-found" };
    if (selection.changeId) return { kind: "changed", changeId: selection.changeId };
    const change = selection.intended;
    if (!change || keyOfChange(change) !== shown) return { kind: "stale" };
    const refused = await refusal(tx, admin, change);
    if (refused) return refused;
    const { changeId, counts } = await writeChange(tx, admin, {
      part: change.part,
      words: changeWords(change, await namesOf(tx, admin, change)),
      rows: planned(selectionId, change),
      chosen: selection.numbers,
      people: change.part === "users" ? change.userIds.length : 0,
    });
    if (!changeId) return { kind: "unchanged", part: change.part, counts };
    await markUsed(tx, selectionId, changeId);
    return { kind: "changed", changeId };
  });
}

/** What held when it was said may not hold any more. */
async function refusal(tx: Tx, admin: Admin, change: IntendedChange): Promise<ChangeOutcome | null> {
  if (change.part === "forwarding") {
    // An approval that looks for circles, and this, never pass together.
    await lockForwardings(tx);
    const problem = await findForwardingConflict(tx, admin, change.forwardTo);
    return problem && { kind: "forwarding", forwardTo: change.forwardTo, problem };
  }
  if (change.part === "users") {
    const active = await activeUsersAmong(tx, admin, change.userIds, { lock: true });
    return active.length < change.userIds.length ? { kind: "unknown-users" } : null;
  }
  return null;
}

async function namesOf(tx: Tx, admin: Admin, change: IntendedChange) {
  const named = change.part === "users" ? await activeUsersAmong(tx, admin, change.userIds) : [];
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return (id: string) => names.get(id);
}
