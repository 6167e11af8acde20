import type { Tx } from "@/db/client";
import { awaitDeactivations } from "@/db/queries/assignments";
import { findForwardingConflict, lockForwardings } from "@/db/queries/forwardings";
import { mostAssigned } from "@/db/queries/many-changes";
import { activeUsersAmong } from "@/db/queries/organizations";
import { planned } from "@/db/queries/planned-changes";
import { findSelection, lockSelection, markUsed } from "@/db/queries/selections";
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

type Refusal =
  | { kind: "forwarding"; forwardTo: string; problem: ForwardingProblem }
  | { kind: "unknown-users" };
type ChangeOutcome =
  /** Pressed twice, it is one change. */
  | { kind: "changed"; changeId: string }
  | { kind: "unchanged"; part: ChangePart; counts: ChangeCounts }
  | { kind: "not-found" }
  /** Another press of the same button has not come to its end yet. */
  | { kind: "under-way" }
  /** What was shown is not what is intended any more: another tab said otherwise. */
  | { kind: "stale" }
  | Refusal;

/** Rolls all of it back. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/**
 * Changes the chosen Caller IDs as was said, in one transaction: all of them but those that somebody changed since they
 * were chosen. `shown` is the key of the change that the form showed.
 */
export async function changeMany(admin: Admin, selectionId: string, shown: string): Promise<ChangeOutcome> {
  if (!(await findSelection(database(), admin, selectionId))) return { kind: "not-found" };
  try {
    return await database().transaction((tx) => change(tx, admin, selectionId, shown));
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    throw fault;
  }
}

async function change(tx: Tx, admin: Admin, selectionId: string, shown: string): Promise<ChangeOutcome> {
  const selection = await lockSelection(tx, admin, selectionId);
  if (!selection) return { kind: "under-way" };
  if (selection.changeId) return { kind: "changed", changeId: selection.changeId };
  const { intended } = selection;
  if (!intended || keyOfChange(intended) !== shown) return { kind: "stale" };
  const names = await namesOf(tx, admin, intended);
  await refuseLoops(tx, admin, intended);
  const { changeId, counts } = await writeChange(tx, admin, {
    part: intended.part,
    words: changeWords(intended, (id) => names.get(id)),
    rows: planned(selectionId, intended),
    chosen: selection.numbers,
    people: intended.part === "users" ? names.size + (await mostAssigned(tx, selectionId)) : 0,
  });
  if (!changeId) return { kind: "unchanged", part: intended.part, counts };
  await markUsed(tx, selectionId, changeId);
  // Approvals look for circles under a lock of the whole installation, which is not held while rows are written.
  if (intended.part === "forwarding") {
    await lockForwardings(tx);
    await refuseLoops(tx, admin, intended);
  }
  return { kind: "changed", changeId };
}

/** What held when it was said may not hold any more. */
async function refuseLoops(tx: Tx, admin: Admin, intended: IntendedChange) {
  if (intended.part !== "forwarding") return;
  const { forwardTo } = intended;
  const problem = await findForwardingConflict(tx, admin, forwardTo);
  if (problem) throw new Refused({ kind: "forwarding", forwardTo, problem });
}

/** The names of everybody who is meant, by their ids; each is active until the end of the transaction. */
async function namesOf(tx: Tx, admin: Admin, intended: IntendedChange): Promise<Map<string, string>> {
  if (intended.part !== "users") return new Map();
  await awaitDeactivations(tx, admin, intended.userIds);
  const active = await activeUsersAmong(tx, admin, intended.userIds);
  if (active.length < intended.userIds.length) throw new Refused({ kind: "unknown-users" });
  return new Map(active.map(({ id, name }) => [id, name]));
}
