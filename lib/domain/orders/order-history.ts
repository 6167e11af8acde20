import { money, plainNumber, plural } from "@/lib/domain/format";
import { failureSentence, reviewSentence } from "./line";
import { pauseSentence } from "./order";

/** An audit row of an order; `who` is null where the engine acted. */
export type OrderEvent = {
  id: number;
  at: Date;
  who: string | null;
  event: string;
  details: Record<string, string | number | boolean | null>;
};
export type HistoryEntry = { id: number; at: Date; words: string };

const WHY_CANCELLED: Record<string, string> = {
  asked: "",
  "a newer order": " by proceeding with a newer one",
  "cart cleared": " by clearing the cart",
  "cart changed": " by removing one of its numbers from the cart",
};
const ENDS: Record<string, string> = {
  done: "Every number was bought.",
  partly_done: "Buying ended; some numbers were not bought.",
  failed: "Buying ended; no number was bought.",
};

/** The audit trail of one order in words, oldest first. What happens to many numbers one after the other is one entry. */
export function orderHistory(events: OrderEvent[], currency: string): HistoryEntry[] {
  const history: HistoryEntry[] = [];
  let [last, numbers]: [Many | null, number] = [null, 0];
  for (const event of events) {
    const many = manyOf(event);
    numbers = many !== null && many === last ? numbers + 1 : 1;
    if (numbers > 1) history.pop();
    last = many;
    const words = many ? MANY[many](numbers) : sentenceOf(event, currency);
    history.push({ id: event.id, at: event.at, words });
  }
  return history;
}

type Many = keyof typeof MANY;
const MANY = {
  bought: (numbers: number) => `${plural(numbers, "number")} bought.`,
  cancelled: (numbers: number) =>
    `${plural(numbers, "number")} cancelled before ${numbers === 1 ? "it was" : "they were"} bought.`,
};

function manyOf({ event, details }: OrderEvent): Many | null {
  if (event === "number.bought") return "bought";
  return event === "number.failed" && details.reason === "cancelled" ? "cancelled" : null;
}

function sentenceOf({ event, who, details }: OrderEvent, currency: string): string {
  const by = who ?? "The console";
  const numbers = plural(Number(details.numbers ?? 0), "number");
  const number = plainNumber(String(details.e164 ?? ""));
  switch (event) {
    case "order.placed":
      return `${by} placed the order: ${numbers}.`;
    case "code.issued":
      return `${by} asked for a new Transaction Code.`;
    case "order.changed":
      return "Prices or users had changed since the code was sent, so it needed a new one.";
    case "order.approved":
      return `${by} approved it with the Transaction Code: ${numbers}, ${money(Number(details.totalMicros ?? 0), currency)}.`;
    case "number.failed":
      return `${number} was not bought. ${failureSentence(String(details.reason))}`;
    case "number.needs-review":
      return `${number} needs a person. ${reviewSentence(String(details.reason))}`;
    case "number.looked-at-again":
      return `${by} asked to look for ${number} again.`;
    case "number.listed-by-hand":
      return `${by} decided that the ${number} in the Twilio account was bought by this order.`;
    case "number.given-up":
      return `${by} decided that this order did not buy ${number}.`;
    case "order.paused":
      return `Buying was paused. ${pauseSentence(String(details.reason))}`;
    case "order.ending":
      return `${by} cancelled what was left.`;
    case "order.resumed":
      return `${by} resumed buying.`;
    case "order.cancelled":
      return `${by} cancelled it${WHY_CANCELLED[String(details.why)] ?? ""}.`;
    case "order.expired":
      return "Nobody typed its code within 24 hours, so it expired.";
    case "order.finished":
      return ENDS[String(details.as)] ?? "Buying ended.";
    case "cart.put-back":
      return `${by} put ${plural(Number(details.numbers ?? 0), "failed number")} back into the cart.`;
    default:
      return event;
  }
}
