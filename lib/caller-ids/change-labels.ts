import { recordEvent } from "@/db/queries/audit";
import { lockCallerId, updateCallerId } from "@/db/queries/caller-id-changes";
import type { Admin } from "@/lib/domain/actor/actor";
import { labelsTyped, readLabels } from "@/lib/domain/caller-ids/labels";
import { labelsShown } from "@/lib/domain/caller-ids/parts";
import { database } from "@/lib/runtime/database";

type ChangeOutcome =
  | { kind: "changed" | "unchanged" | "not-found" }
  | { kind: "problem"; words: string }
  | { kind: "stale"; now: string[] };

/** Changes the labels of one number. `shown` is what the form was drawn with (`labelsShown`). */
export async function changeLabels(
  admin: Admin,
  { id, shown }: { id: string; shown: string },
  typed: string,
): Promise<ChangeOutcome> {
  const read = readLabels(typed);
  if ("problem" in read) return { kind: "problem", words: read.problem };
  const after = read.labels;
  return database().transaction(async (tx) => {
    const before = await lockCallerId(tx, admin, id);
    if (!before) return { kind: "not-found" };
    if (labelsShown(after) === labelsShown(before.labels)) return { kind: "unchanged" };
    if (labelsShown(before.labels) !== shown) return { kind: "stale", now: before.labels };
    await updateCallerId(tx, admin, id, { labels: after });
    await recordEvent(tx, admin, {
      kind: "caller-id.labelled",
      e164: before.e164,
      before: labelsTyped(before.labels),
      after: labelsTyped(after),
    });
    return { kind: "changed" };
  });
}
