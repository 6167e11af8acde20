import type { RowWord } from "@/lib/domain/orders/line";
import { type OrderState, orderStatus, type OrderStatus as Shown } from "@/lib/domain/orders/order";
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

const ORDER_WORDS: Record<Shown, [Mark, string]> = {
  awaiting_code: ["checking", "Waiting for code"],
  buying: ["buying", "Buying"],
  paused: ["paused", "Paused"],
  ending: ["ended", "Ending"],
  done: ["success", "Completed"],
  partly_done: ["partial", "Partly bought"],
  failed: ["failed", "Not bought"],
  cancelled: ["ended", "Cancelled"],
  expired: ["ended", "Expired"],
};

/** How an order stands, in a word or two. */
export const orderWord = (status: Shown) => ORDER_WORDS[status][1];

export function OrderStatus({
  order,
  children,
}: {
  order: { state: OrderState; endingSince: Date | null };
  children?: React.ReactNode;
}) {
  const [mark, word] = ORDER_WORDS[orderStatus(order)];
  return (
    <Status mark={mark}>
      {word}
      {children}
    </Status>
  );
}
