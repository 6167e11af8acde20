import { eventSentence } from "@/lib/domain/audit/event-words";
import type { AuditEvent } from "@/lib/domain/audit/events";
import { plural } from "@/lib/domain/format";

/** An event of an order; `who` is null where the console acted. */
type OrderEvent = { id: number; at: Date; who: string | null; event: AuditEvent };
export type HistoryEntry = { id: number; at: Date; words: string };

/** The events of one order in words, oldest first. What happens to many numbers one after the other is one entry. */
export function orderHistory(events: OrderEvent[], currency: string): HistoryEntry[] {
  const history: HistoryEntry[] = [];
  let [last, numbers]: [Many | null, number] = [null, 0];
  for (const { id, at, who, event } of events) {
    const many = manyOf(event);
    numbers = many !== null && many === last ? numbers + 1 : 1;
    if (numbers > 1) history.pop();
    last = many;
    history.push({ id, at, words: many ? MANY[many](numbers) : eventSentence(event, who, currency) });
  }
  return history;
}

type Many = keyof typeof MANY;
const MANY = {
  bought: (numbers: number) => `${plural(numbers, "number")} bought.`,
  cancelled: (numbers: number) =>
    `${plural(numbers, "number")} cancelled before ${numbers === 1 ? "it was" : "they were"} bought.`,
};

function manyOf(event: AuditEvent): Many | null {
  if (event.kind === "number.bought") return "bought";
  return event.kind === "number.failed" && event.reason === "cancelled" ? "cancelled" : null;
}
