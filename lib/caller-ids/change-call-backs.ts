import { recordEvent } from "@/db/queries/audit";
import { lockCallerId, updateCallerId } from "@/db/queries/caller-id-changes";
import { findForwardingConflict, lockForwardings } from "@/db/queries/forwardings";
import type { Admin } from "@/lib/domain/actor/actor";
import { callBacksShown } from "@/lib/domain/caller-ids/parts";
import { type ForwardingProblem, parseForwarding } from "@/lib/domain/forwarding/forwarding";
import { database } from "@/lib/runtime/database";

type CallBacks = { forwardTo: string | null; ringForever: boolean };

type ChangeOutcome =
  | { kind: "unchanged" | "not-found" }
  /** Whether its calls come here, by what was read at Twilio last. */
  | { kind: "changed"; isSetAtTwilio: boolean }
  | { kind: "forwarding"; problem: ForwardingProblem }
  /** It is no number at Twilio, or no longer one: its call-backs don't come here. */
  | { kind: "not-answered" }
  /** Somebody was quicker; this is what holds. */
  | { kind: "stale"; now: CallBacks };

/**
 * Changes where call-backs to one number go, and whether they ring forever. `shown` is what the form was drawn with
 * (`callBacksShown`): the second of two who change it is told.
 */
export async function changeCallBacks(
  admin: Admin,
  { id, shown }: { id: string; shown: string },
  typed: { forwardTo: string; ringForever: boolean },
): Promise<ChangeOutcome> {
  const read = parseForwarding(typed.forwardTo, admin.country);
  return database().transaction(async (tx) => {
    // An approval that looks for circles, and this, never pass together.
    await lockForwardings(tx);
    const before = await lockCallerId(tx, admin, id);
    if (!before) return { kind: "not-found" };
    if (before.source !== "twilio" || before.releasedAt) return { kind: "not-answered" };
    if ("problem" in read) return { kind: "forwarding", problem: read.problem };
    const after = { forwardTo: read.e164, ringForever: typed.ringForever };
    if (callBacksShown(after) === callBacksShown(before)) return { kind: "unchanged" };
    if (callBacksShown(before) !== shown) return { kind: "stale", now: before };
    const problem =
      after.forwardTo === before.forwardTo ? null : await findForwardingConflict(tx, admin, after.forwardTo);
    if (problem) return { kind: "forwarding", problem };
    await updateCallerId(tx, admin, id, after);
    await recordEvent(tx, admin, {
      kind: "caller-id.forwarded",
      e164: before.e164,
      before: before.forwardTo,
      after: after.forwardTo,
      ringForever: after.ringForever,
    });
    return { kind: "changed", isSetAtTwilio: before.atTwilio === null };
  });
}
