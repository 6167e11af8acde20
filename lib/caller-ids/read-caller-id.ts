import { listNumberEvents } from "@/db/queries/audit";
import { findCallerId } from "@/db/queries/caller-id-changes";
import { pageOfPeople } from "@/db/queries/people";
import { findFinding } from "@/db/queries/reconcile-findings";
import type { Admin } from "@/lib/domain/actor/actor";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { callsElsewhere, driftSentence, driftsOf } from "@/lib/domain/reconcile/reconcile";
import { olderWebhooksOf, webhooksOf } from "@/lib/domain/twilio/call-settings";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";

/**
 * One Caller ID with all that its page shows, and a page of those who may use it; null for none of ours. `elsewhere` says
 * where calls to it go instead of here, `drifts` how else it was changed at Twilio.
 */
export async function readCallerId(admin: Admin, id: string, asked: PageAsked) {
  const db = database();
  const callerId = await findCallerId(db, admin, id);
  if (!callerId) return null;
  const [history, users] = await Promise.all([
    listNumberEvents(db, admin, callerId.e164),
    pageOfPeople(db, admin, { uses: id }, asked),
  ]);
  const webhooks = webhooksOf(env().publicUrl);
  const elsewhere = callsElsewhere(callerId, webhooks);
  const drifts = callerId.attention === "changed" ? await readDrifts(admin, callerId.e164) : [];
  return { callerId, elsewhere, drifts, history, users };
}

/** How a number was changed at Twilio, a sentence each. */
async function readDrifts({ organizationId }: Admin, e164: string): Promise<string[]> {
  const { publicUrl } = env();
  const ours = { webhooks: webhooksOf(publicUrl), older: olderWebhooksOf(publicUrl) };
  const finding = await findFinding(database(), { organizationId, ...ours }, "drifted", e164);
  if (!finding?.twilio || !finding.listed) return [];
  const { twilio, listed } = finding;
  return driftsOf(twilio, listed, ours).map((drift) => driftSentence(drift, twilio, ours));
}

export type CallerIdView = NonNullable<Awaited<ReturnType<typeof readCallerId>>>;

/** Who changed call-backs or labels of a number last, and when. */
export async function lastChangeOfNumber(
  admin: Admin,
  id: string,
  kind: "caller-id.forwarded" | "caller-id.labelled",
) {
  const db = database();
  const callerId = await findCallerId(db, admin, id);
  if (!callerId) return null;
  const { events } = await listNumberEvents(db, admin, callerId.e164);
  return events.find(({ event }) => event.kind === kind) ?? null;
}
