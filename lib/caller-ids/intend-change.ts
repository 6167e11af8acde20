import { findForwardingConflict } from "@/db/queries/forwardings";
import { activeUsersAmong } from "@/db/queries/organizations";
import { findSelection, intend } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import type { How, IntendedChange } from "@/lib/domain/caller-ids/change-many";
import { readLabels } from "@/lib/domain/caller-ids/labels";
import { type ForwardingProblem, parseForwarding } from "@/lib/domain/forwarding/forwarding";
import { tooManyPairs } from "@/lib/domain/people/assigning";
import { database } from "@/lib/runtime/database";

/** A change as it was typed and ticked. */
export type TypedChange =
  | { part: "forwarding"; forwardTo: string; ringForever: boolean }
  | { part: "labels"; how: How; labels: string }
  | { part: "users"; how: How; userIds: string[] }
  | { part: "lock"; locked: boolean };

type Refused =
  | { kind: "forwarding"; problem: ForwardingProblem }
  | { kind: "labels" | "users"; words: string };

type IntendOutcome =
  | { kind: "intended" | "not-found" }
  /** It was done meanwhile, in another tab. */
  | { kind: "used"; changeId: string }
  | Refused;

/** Says what is about to happen to the chosen Caller IDs; nothing changes yet. */
export async function intendChange(
  admin: Admin,
  selectionId: string,
  typed: TypedChange,
): Promise<IntendOutcome> {
  const db = database();
  const selection = await findSelection(db, admin, selectionId);
  if (!selection) return { kind: "not-found" };
  if (selection.changeId) return { kind: "used", changeId: selection.changeId };
  const read = await readTyped(admin, typed, selection.numbers);
  if ("kind" in read) return read;
  if (await intend(db, admin, selectionId, read)) return { kind: "intended" };
  const used = (await findSelection(db, admin, selectionId))?.changeId;
  return used ? { kind: "used", changeId: used } : { kind: "not-found" };
}

async function readTyped(
  admin: Admin,
  typed: TypedChange,
  numbers: number,
): Promise<IntendedChange | Refused> {
  switch (typed.part) {
    case "lock":
      return typed;
    case "labels": {
      const read = readLabels(typed.labels);
      if ("problem" in read) return { kind: "labels", words: read.problem };
      if (read.labels.length === 0 && typed.how !== "replace")
        return { kind: "labels", words: "Type at least one label." };
      return { part: "labels", how: typed.how, labels: read.labels };
    }
    case "forwarding": {
      const read = parseForwarding(typed.forwardTo, admin.country);
      if ("problem" in read) return { kind: "forwarding", problem: read.problem };
      const problem = await findForwardingConflict(database(), admin, read.e164);
      if (problem) return { kind: "forwarding", problem };
      return { part: "forwarding", forwardTo: read.e164, ringForever: typed.ringForever };
    }
    case "users": {
      const userIds = [...new Set(typed.userIds)].sort();
      if (userIds.length === 0 && typed.how !== "replace")
        return { kind: "users", words: "Tick people or teams first." };
      if ((await activeUsersAmong(database(), admin, userIds)).length < userIds.length)
        return {
          kind: "users",
          words: "Somebody you ticked was deactivated meanwhile. Check the list and try again.",
        };
      const words = tooManyPairs(numbers, userIds.length);
      return words ? { kind: "users", words } : { part: "users", how: typed.how, userIds };
    }
  }
}
