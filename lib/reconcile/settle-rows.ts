import pMap from "p-map";
import { noteAtTwilio } from "@/db/queries/attention";
import { type Finding, findFinding } from "@/db/queries/reconcile-findings";
import type { Admin } from "@/lib/domain/actor/actor";
import type { VersionedRow } from "@/lib/domain/reconcile/finding-rows";
import { type RowOutcome, type Scope, type View, versionOf } from "@/lib/domain/reconcile/reconcile";
import type { Provider, Webhooks } from "@/lib/domain/twilio/provider";
import { database } from "@/lib/runtime/database";
import { log } from "@/lib/runtime/log";
import { twilioFor } from "@/lib/twilio";
import { installedWebhooks, olderWebhooks } from "@/lib/twilio/installed-webhooks";

/** So many numbers are looked up at Twilio at the same time. */
const CONCURRENCY = 4;

/** What a verb needs to settle one finding. */
export type ReconcileContext = {
  admin: Admin;
  twilioAccountSid: string;
  provider: Provider;
  webhooks: Webhooks;
  scope: Scope;
};

/** One row that throws does not take the others with it. */
function faultOf(error: unknown): "fault" {
  log.error("reconcile", error);
  return "fault";
}

/** Tells whether a finding is still the one that was drawn. What the engine does with a line counts where one decides about it. */
export const versionOfFinding = (view: View, { twilio, listed, line }: Finding) =>
  versionOf(twilio, listed, view === "review" ? line : line?.id);

/**
 * Settles the drawn rows of one view, each by itself: one that changed, or that another organisation has, is refused
 * and nothing is done with it.
 */
export async function settleRows(
  admin: Admin,
  view: View,
  rows: VersionedRow[],
  settle: (context: ReconcileContext, finding: Finding) => Promise<RowOutcome["outcome"]>,
): Promise<RowOutcome[]> {
  const db = database();
  const { organizationId, twilioAccountSid } = admin;
  const webhooks = installedWebhooks();
  const context: ReconcileContext = {
    admin,
    twilioAccountSid,
    provider: await twilioFor(twilioAccountSid),
    webhooks,
    scope: { organizationId, webhooks, older: olderWebhooks() },
  };
  const outcomes = await pMap(
    rows,
    async ({ e164, version }) => {
      const finding = await findFinding(db, context.scope, view, e164);
      const isUnchanged = finding !== null && versionOfFinding(view, finding) === version;
      return { e164, outcome: isUnchanged ? await settle(context, finding).catch(faultOf) : "changed" };
    },
    { concurrency: CONCURRENCY },
  );
  await db.transaction((tx) =>
    noteAtTwilio(
      tx,
      context.scope,
      rows.map(({ e164 }) => e164),
    ),
  );
  return outcomes;
}
