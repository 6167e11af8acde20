import { listNumberEvents } from "@/db/queries/audit";
import { findCallerId } from "@/db/queries/caller-id-changes";
import { pageOfPeople } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import type { PageAsked } from "@/lib/domain/paging/paging";
import { callsElsewhere } from "@/lib/domain/reconcile/reconcile";
import { webhooksOf } from "@/lib/domain/twilio/call-settings";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";

/**
 * One Caller ID with all that its page shows, and a page of those who may use it; null for none of ours. `elsewhere` says
 * where calls to it go instead of here.
 */
export async function readCallerId(admin: Admin, id: string, asked: PageAsked) {
  const db = database();
  const callerId = await findCallerId(db, admin, id);
  if (!callerId) return null;
  const [history, users] = await Promise.all([
    listNumberEvents(db, admin, callerId.e164),
    pageOfPeople(db, admin, { uses: id }, asked),
  ]);
  return { callerId, elsewhere: callsElsewhere(callerId, webhooksOf(env().publicUrl)), history, users };
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
