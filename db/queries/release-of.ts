import { sql } from "drizzle-orm";
import type { ReleaseOfCallerId } from "@/lib/domain/releases/release-status";

/** How giving back a Caller ID stands, by its newest release; null where nobody ever gave it back. */
export const releaseOf = (callerId = sql`c.id`) => sql<ReleaseOfCallerId | null>`(
  select jsonb_build_object('releaseId', r.id, 'state', l.state, 'failure', l.failure, 'on', r.release_on,
    'isResting', r.paused_reason is not null, 'isAddressLeaving', l.is_address_leaving)
  from release_lines l join releases r on r.id = l.release_id
  where l.caller_id_id = ${callerId} order by r.at desc limit 1)`;
