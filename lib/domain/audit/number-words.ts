import { eventSentence } from "./event-words";
import type { AuditEvent } from "./events";

/** What happened to a number, as its own page tells it; `person` is whom it was given to or taken from. */
export function numberSentence(
  event: AuditEvent,
  { who, person }: { who: string | null; person: string | null },
  currency: string,
): string {
  if (event.kind === "person.assigned") return `${who} assigned it to ${person ?? "somebody"}.`;
  if (event.kind === "person.unassigned") return `${who} took it from ${person ?? "somebody"}.`;
  return eventSentence(event, who, currency);
}
