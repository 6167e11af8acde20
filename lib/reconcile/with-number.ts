import { claimNumber, forgetNumber, refreshNumber, unclaimNumber } from "@/db/queries/reconcile-actions";
import { type Finding, findFinding } from "@/db/queries/reconcile-findings";
import { asAccountNumber } from "@/lib/domain/reconcile/account-number";
import { type AtTwilio, isUnchanged, type RowOutcome, type View } from "@/lib/domain/reconcile/reconcile";
import type { OwnedNumber } from "@/lib/domain/twilio/provider";
import { database } from "@/lib/runtime/database";
import { type ReconcileContext, versionOfFinding } from "./settle-rows";

/** Longer than the requests that settle one number. */
const CLAIM_MS = 120_000;

/**
 * Does `work` with a number of the account while nobody else may, and only if Twilio still has it as it was drawn.
 * What turned out to be different is written down, so that the page shows it next.
 */
export async function withNumber(
  { admin, provider, scope }: ReconcileContext,
  view: View,
  finding: Finding & { twilio: AtTwilio },
  work: (number: OwnedNumber) => Promise<RowOutcome["outcome"]>,
): Promise<RowOutcome["outcome"]> {
  const db = database();
  const { e164, twilio } = finding;
  const claim = await claimNumber(db, admin, e164, CLAIM_MS);
  if (!claim) return "being-changed";
  try {
    // Somebody may have been done with it a moment before our claim.
    const still = await findFinding(db, scope, view, e164);
    if (!still || versionOfFinding(view, still) !== versionOfFinding(view, finding)) return "changed";
    const now = await provider.fetch(twilio.sid);
    if (now.kind === "absent") {
      await forgetNumber(db, admin, twilio.sid);
      return "not-at-twilio";
    }
    if (now.kind !== "found") return "unanswered";
    const asOfNow = asAccountNumber(now.number);
    if (!isUnchanged(asOfNow, twilio)) {
      await refreshNumber(db, admin, asOfNow);
      return "changed";
    }
    return await work(now.number);
  } finally {
    await unclaimNumber(db, admin, e164, claim);
  }
}
