import { money, plainNumber, plural } from "@/lib/domain/format";
import { failureSentence, reviewSentence } from "@/lib/domain/orders/line";
import { pauseSentence, shortFingerprint } from "@/lib/domain/orders/order";
import type { AuditEvent, CancelReason } from "./events";
import { personSentence } from "./person-words";
import { releaseEventSentence } from "./release-words";

const HOW_CANCELLED: Record<CancelReason, string> = {
  asked: "",
  "a newer order": " by proceeding with a newer one",
  "cart cleared": " by clearing the cart",
  "cart changed": " by removing one of its numbers from the cart",
  "requester left": " by deactivating whoever had placed it",
};
const ENDS: Partial<Record<string, string>> = {
  done: "Every number was bought.",
  partly_done: "Buying ended; some numbers were not bought.",
  failed: "Buying ended; no number was bought.",
};

/**
 * What happened, in a sentence. `by` is null where the console acted; `currency` is that of the event's amounts; `heir` is
 * who got what somebody had.
 */
export function eventSentence(
  event: AuditEvent,
  by: string | null,
  currency: string,
  heir: string | null = null,
): string {
  const who = by ?? "The console";
  switch (event.kind) {
    case "cart.added":
      return `${who} put ${plural(event.numbers, "number")} into the cart.`;
    case "cart.removed":
      return `${who} removed ${plainNumber(event.e164)} from the cart.`;
    case "cart.many-removed":
      return `${who} removed ${plural(event.numbers, "number")} from the cart.`;
    case "cart.restored":
      return `${who} put ${plural(event.numbers, "removed number")} back into the cart.`;
    case "cart.cleared":
      return `${who} cleared the cart: ${plural(event.numbers, "number")}.`;
    case "cart.put-back":
      return `${who} put ${plural(event.numbers, "failed number")} back into the cart.`;
    case "code.issued":
      return `${who} asked for a new Transaction Code.`;
    case "order.placed":
      return `${who} placed the order: ${plural(event.numbers, "number")}${fingerprintOf(event)}.`;
    case "order.changed":
      return "Prices or users had changed since the code was sent, so it needed a new one.";
    case "order.approved":
      return `${who} approved it with the Transaction Code: ${plural(event.numbers, "number")}, ${money(event.totalMicros, currency)}${fingerprintOf(event)}.`;
    case "order.cancelled":
      return `${who} cancelled it${HOW_CANCELLED[event.why] ?? ""}.`;
    case "order.expired":
      return "Nobody typed its code within 24 hours, so it expired.";
    case "order.paused":
      return `Buying was paused. ${pauseSentence(event.reason)}`;
    case "order.resumed":
      return `${who} resumed buying.`;
    case "order.ending":
      return `${who} cancelled what was left.`;
    case "order.finished":
      return ENDS[event.as] ?? "Buying ended.";
    case "number.bought":
      return `${plainNumber(event.e164)} was bought.`;
    case "number.failed":
      return `${plainNumber(event.e164)} was not bought. ${failureSentence(event.reason)}`;
    case "number.needs-review":
      return `${plainNumber(event.e164)} needs a person. ${reviewSentence(event.reason)}`;
    case "number.looked-at-again":
      return `${who} asked to look for ${plainNumber(event.e164)} again.`;
    case "number.listed-by-hand":
      return `${who} decided that the ${plainNumber(event.e164)} in the Twilio account was bought by this order.`;
    case "number.given-up":
      return `${who} decided that this order did not buy ${plainNumber(event.e164)}.`;
    case "caller-id.adopted":
      return `${who} adopted ${plainNumber(event.e164)} from the Twilio account.`;
    case "caller-id.marked-gone":
      return `${who} marked ${plainNumber(event.e164)} as gone from the Twilio account.`;
    case "caller-id.repaired":
      return `${who} set ${plainNumber(event.e164)} at Twilio as it should be.`;
    case "caller-id.forwarded":
      return `${who} changed the call-backs of ${plainNumber(event.e164)}: ${forwardingWords(event)}.`;
    case "caller-id.labelled":
      return event.after
        ? `${who} labelled ${plainNumber(event.e164)} “${event.after}”${event.before ? ` instead of “${event.before}”` : ""}.`
        : `${who} took the labels of ${plainNumber(event.e164)} away: “${event.before}”.`;
    case "caller-id.users-changed":
      return `${who} ${usersChangedWords(event)}.`;
    case "caller-id.locked":
      return `${who} locked ${plainNumber(event.e164)} against release${event.keeps ? ", so it does not leave any more" : ""}.`;
    case "caller-id.unlocked":
      return `${who} unlocked ${plainNumber(event.e164)}.`;
    case "caller-id.leaving":
    case "caller-id.kept":
    case "caller-id.released":
    case "caller-id.not-released":
    case "release.paused":
    case "release.resumed":
      return releaseEventSentence(event, who);
    case "reconcile.started":
      return `${who} had the Twilio account read.`;
    case "organization.changed":
      return `${who} changed the organization's ${event.what} from ${event.before} to ${event.after}.`;
    default:
      return event.kind?.startsWith("person.") ? personSentence(event, who, heir) : fromAnotherVersion();
  }
}

function usersChangedWords({
  e164,
  added,
  removed,
}: Extract<AuditEvent, { kind: "caller-id.users-changed" }>): string {
  const people = (count: number) => plural(count, "person", "people");
  const gave = added > 0 ? [`assigned ${plainNumber(e164)} to ${people(added)}`] : [];
  const took = removed > 0 ? [`took ${added > 0 ? "it" : plainNumber(e164)} from ${people(removed)}`] : [];
  return [...gave, ...took].join(" and ");
}

const forwardingWords = ({
  before,
  after,
  ringForever,
}: Extract<AuditEvent, { kind: "caller-id.forwarded" }>) => {
  const named = (e164: string | null) => (e164 ? plainNumber(e164) : "nowhere");
  const from = before === after ? "" : `from ${named(before)} `;
  return `${from}to ${named(after)}, ${ringForever ? "ringing forever" : "ringing once"}`;
};

/** As the code's mail and window show it. */
const fingerprintOf = ({ fingerprint }: { fingerprint?: string }) =>
  fingerprint ? `, fingerprint ${shortFingerprint(fingerprint)}` : "";

/** While two releases run side by side, the newer one may write what this one has no words for. */
const fromAnotherVersion = (_?: never) => "Something that a newer version of the console has words for.";
