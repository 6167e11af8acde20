import type { RowWord } from "@/lib/domain/orders/line";
import { isEnding, type OrderState } from "@/lib/domain/orders/order";
import { type Mark, MarkIcon } from "./ui/mark-icon";

export function Status({ mark, children }: { mark: Mark; children: React.ReactNode }) {
  return (
    <span className="status" data-mark={mark}>
      <MarkIcon mark={mark} />
      {children}
    </span>
  );
}

const ROW_MARKS: Record<RowWord, Mark> = {
  Waiting: "queued",
  Buying: "buying",
  "Being checked": "checking",
  Success: "success",
  Failed: "failed",
};

export function RowStatus({ word }: { word: RowWord }) {
  return <Status mark={ROW_MARKS[word]}>{word}</Status>;
}

const ORDER_WORDS: Record<OrderState | "ending", [Mark, string]> = {
  awaiting_code: ["checking", "Waiting for code"],
  approved: ["buying", "Buying"],
  buying: ["buying", "Buying"],
  paused: ["failed", "Paused"],
  ending: ["ended", "Ending"],
  done: ["success", "Completed"],
  partly_done: ["partial", "Partly bought"],
  failed: ["failed", "Not bought"],
  cancelled: ["ended", "Cancelled"],
  expired: ["ended", "Expired"],
};

/** How an order stands, in a word or two. */
export const orderWord = (state: OrderState | "ending") => ORDER_WORDS[state][1];

export function OrderStatus({
  order,
  children,
}: {
  order: { state: OrderState; endingSince: Date | null };
  children?: React.ReactNode;
}) {
  const [mark, word] = ORDER_WORDS[isEnding(order) ? "ending" : order.state];
  return (
    <Status mark={mark}>
      {word}
      {children}
    </Status>
  );
}
