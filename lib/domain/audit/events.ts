import type { Failure, Review } from "@/lib/domain/orders/line";
import type { OrderState, Pause } from "@/lib/domain/orders/order";
import type { PersonRole } from "@/lib/domain/people/role";
import type { ReleaseFailure, ReleaseReason } from "@/lib/domain/releases/release";

/** Why an order was cancelled before it was approved. */
export type CancelReason = "asked" | "a newer order" | "cart cleared" | "cart changed" | "requester left";

/**
 * What the audit log knows: one line a kind, with what is kept of it. Ids alone; never names, addresses or people's
 * phones. Of names, addresses and phones a keyed hash is kept (`hashOfPersonal`), so that a person can be erased. What is dropped or
 * renamed here stays in the log: `readEvent` reads what earlier versions wrote.
 */
export type AuditEvent =
  | { kind: "cart.added"; numbers: number }
  | { kind: "cart.removed"; e164: string }
  | { kind: "cart.many-removed"; numbers: number }
  | { kind: "cart.restored"; numbers: number }
  | { kind: "cart.cleared"; numbers: number }
  | { kind: "cart.put-back"; orderId: string; numbers: number }
  | { kind: "code.issued"; orderId: string }
  | { kind: "order.placed"; orderId: string; numbers: number; fingerprint: string }
  | { kind: "order.changed"; orderId: string; fingerprint: string; totalMicros: number; usersGone: number }
  | { kind: "order.approved"; orderId: string; fingerprint: string; numbers: number; totalMicros: number }
  | { kind: "order.cancelled"; orderId: string; why: CancelReason }
  | { kind: "order.expired"; orderId: string }
  | { kind: "order.paused"; orderId: string; reason: Pause }
  | { kind: "order.resumed"; orderId: string }
  | { kind: "order.ending"; orderId: string }
  | { kind: "order.finished"; orderId: string; as: OrderState }
  | { kind: "number.bought"; orderId: string; e164: string; sid: string; priceMicros: number }
  | { kind: "number.failed"; orderId: string; e164: string; reason: Failure | string }
  | { kind: "number.needs-review"; orderId: string; e164: string; reason: Review }
  | { kind: "number.looked-at-again"; orderId: string; e164: string }
  | { kind: "number.listed-by-hand"; orderId: string; e164: string; sid: string }
  | { kind: "number.given-up"; orderId: string; e164: string }
  | { kind: "caller-id.adopted"; orderId?: string; e164: string; sid: string }
  | { kind: "caller-id.marked-gone"; e164: string; sid: string }
  | { kind: "caller-id.repaired"; e164: string; sid: string; what: string }
  | {
      kind: "caller-id.forwarded";
      e164: string;
      before: string | null;
      after: string | null;
      ringForever: boolean;
    }
  | { kind: "caller-id.labelled"; e164: string; before: string; after: string }
  /** By a change of many: how many people got it and lost it. */
  | { kind: "caller-id.users-changed"; e164: string; added: number; removed: number }
  /** `keeps`: it was leaving, and does not any more. */
  | { kind: "caller-id.locked"; e164: string; keeps?: boolean }
  | { kind: "caller-id.unlocked"; e164: string; keeps?: boolean }
  /** It answers call-backs until a day; null: it is released at once. */
  | { kind: "caller-id.leaving"; e164: string; until: string | null; reason?: ReleaseReason; words?: string }
  | { kind: "caller-id.kept"; e164: string }
  | { kind: "caller-id.released"; e164: string; sid: string; releaseId: string }
  | { kind: "caller-id.not-released"; e164: string; reason: ReleaseFailure }
  | { kind: "release.paused"; releaseId: string; reason: Pause }
  | { kind: "release.resumed"; releaseId: string }
  | { kind: "reconcile.started" }
  | { kind: "person.added"; personId: string; role: PersonRole }
  | { kind: "person.invited"; personId: string }
  | { kind: "person.renamed"; personId: string; before: string; after: string }
  | { kind: "person.phone-changed"; personId: string; before: string | null; after: string | null }
  | { kind: "person.team-changed"; personId: string; before: string | null; after: string | null }
  | { kind: "person.role-changed"; personId: string; before: PersonRole; after: PersonRole }
  | { kind: "person.address-asked"; personId: string }
  | { kind: "person.address-withdrawn"; personId: string }
  | { kind: "person.address-changed"; personId: string; before: string; after: string }
  | { kind: "person.signed-out"; personId: string; sessions: number }
  | { kind: "person.assigned"; personId: string; numbers: number; e164?: string }
  | { kind: "person.unassigned"; personId: string; numbers: number; e164?: string }
  | { kind: "person.deactivated"; personId: string; numbers: number; givenTo: string | null }
  | { kind: "person.reactivated"; personId: string; numbers: number }
  | { kind: "organization.changed"; what: "name" | "country" | "time zone"; before: string; after: string };

export type AuditKind = AuditEvent["kind"];
type Details = Record<string, string | number | boolean | null>;

/** An event as its row: what it is about stands in columns of its own, the rest in `details`. */
export function writeEvent({ kind, ...about }: AuditEvent) {
  const {
    orderId = null,
    personId = null,
    ...details
  } = about as Details & { orderId?: string; personId?: string; e164?: string };
  // The number stands in `details` too until no release runs any more that looks for it there alone.
  return { event: kind, orderId, personId, e164: details.e164 ?? null, details: details as Details };
}

/** The event of a row. Earlier versions kept the number in `details`. */
export function readEvent(row: {
  event: string;
  orderId: string | null;
  personId: string | null;
  e164: string | null;
  details: Details;
}) {
  const { event, orderId, personId, e164, details } = row;
  return {
    ...details,
    ...(personId ? { personId } : {}),
    kind: event,
    orderId,
    e164: e164 ?? details.e164,
  } as unknown as AuditEvent;
}
