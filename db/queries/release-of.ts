import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { ReleaseOfCallerId } from "@/lib/domain/releases/release-status";

/** How giving back a Caller ID stands, by its newest release; null where nobody ever gave it back. */
export const releaseOf = (callerId = sql`c.id`) => sql<ReleaseOfCallerId | null>`(
  select jsonb_build_object('releaseId', r.id, 'state', l.state, 'failure', l.failure, 'on', r.release_on,
    'endedAt', l.finished_at, 'isResting', r.paused_reason is not null, 'isAddressLeaving', l.address_looks > 0)
  from release_lines l join releases r on r.id = l.release_id
  where l.caller_id_id = ${callerId} order by r.at desc limit 1)`;

/** Whether Twilio may have been asked to release it, and nobody knows yet what became of that. */
export async function isBeingReleased(tx: Tx, callerIdId: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select from release_lines where caller_id_id = ${callerIdId} and state = 'releasing' limit 1`,
  );
  return rows.length > 0;
}
