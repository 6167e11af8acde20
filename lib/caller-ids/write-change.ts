import type { Tx } from "@/db/client";
import { PAIRS_AT_ONCE } from "@/db/queries/assignments";
import { recordEvents } from "@/db/queries/audit";
import {
  finishChange,
  insertChange,
  insertChanged,
  type Pairs,
  ROWS_AT_ONCE,
  writeNumberEvents,
  writeUsers,
  writeValues,
} from "@/db/queries/many-changes";
import type { planned } from "@/db/queries/planned-changes";
import type { Admin } from "@/lib/domain/actor/actor";
import type { AuditEvent } from "@/lib/domain/audit/events";
import type { ChangeCounts, ChangePart } from "@/lib/domain/caller-ids/change-many";

type Planned = {
  part: ChangePart;
  /** What it does, in words. */
  words: string;
  rows: ReturnType<typeof planned>;
  /** Rows are numbered from 1 to this. */
  chosen: number;
  /** How many people a number gets or loses at most. */
  people: number;
  undoes?: string;
};

/**
 * Changes many Caller IDs in the caller's transaction, in the order in which everybody locks them: writes down what is
 * replaced, replaces it, and tells an event for each. Answers which change it is, or null where nothing changes.
 */
export async function writeChange(
  tx: Tx,
  admin: Admin,
  { part, words, rows, chosen, people, undoes }: Planned,
): Promise<{ changeId: string | null; counts: ChangeCounts }> {
  const changeId = await insertChange(tx, admin, { part, words, chosen, undoes });
  const size = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(PAIRS_AT_ONCE / Math.max(people, 1))));
  const counts: ChangeCounts = { changed: 0, same: 0, moved: 0, kept: 0 };
  const pairs = { got: new Map<string, number>(), lost: new Map<string, number>() };
  for (let first = 1; first <= chosen; first += size) {
    const batch = { changeId, first, last: first + size - 1 };
    const found = await insertChanged(tx, batch, rows);
    for (const outcome of ["changed", "moved", "kept"] as const) counts[outcome] += found[outcome];
    if (found.changed === 0) continue;
    if (part === "users") {
      const { got, lost } = await writeUsers(tx, admin, batch);
      sum(pairs.got, got);
      sum(pairs.lost, lost);
    } else await writeValues(tx, part, batch);
    await writeNumberEvents(tx, admin, part, batch);
  }
  counts.same = chosen - counts.changed - counts.moved - counts.kept;
  await recordEvents(tx, admin, [
    ...personEvents("person.assigned", pairs.got),
    ...personEvents("person.unassigned", pairs.lost),
  ]);
  return { changeId: await finishChange(tx, changeId, counts), counts };
}

function sum(totals: Map<string, number>, more: Pairs[]) {
  for (const { userId, numbers } of more) totals.set(userId, (totals.get(userId) ?? 0) + numbers);
}

const personEvents = (kind: "person.assigned" | "person.unassigned", totals: Map<string, number>) =>
  [...totals].map(([personId, numbers]): AuditEvent => ({ kind, personId, numbers }));
