import { BYTE_ORDER_MARK, csvLine } from "@/lib/domain/csv";
import { placeOf } from "@/lib/domain/format";
import { failureSentence } from "./line";
import { orderName } from "./order";
import { wordOf } from "./order-summary";

/** What a receipt says of an order. */
type ReceiptContent = {
  order: {
    number: number;
    forwardTo: string;
    ringForever: boolean;
    requesterName: string;
    approvedAt: Date | null;
  };
  lines: (Parameters<typeof wordOf>[0] &
    Parameters<typeof placeOf>[0] & {
      e164: string;
      reason: string | null;
      priceMicros: number;
      currency: string;
      sid: string | null;
      finishedAt: Date | null;
      releasedAt: Date | null;
    })[];
  users: { name: string }[];
};

const COLUMNS = [
  "Order",
  "Number",
  "Place",
  "Status",
  "What happened",
  "Monthly price",
  "Currency",
  "Twilio SID",
  "Finished (UTC)",
  "Released (UTC)",
  "Forwards to",
  "Rings forever",
  "Users",
  "Ordered by",
  "Approved (UTC)",
];

/** One line per number, in CSV with a byte order mark, as spreadsheets expect it. */
export function orderReceipt({ order, lines, users }: ReceiptContent): string {
  const terms = [
    order.forwardTo,
    order.ringForever ? "yes" : "no",
    users.map((user) => user.name).join("; "),
    order.requesterName,
    order.approvedAt?.toISOString() ?? "",
  ];
  const rows = lines.map((line) => [
    orderName(order),
    line.e164,
    placeOf(line),
    wordOf(line) ?? "",
    line.state === "failed" ? failureSentence(line.reason ?? "") : "",
    line.state === "bought" ? (line.priceMicros / 1e6).toFixed(2) : "0.00",
    line.currency,
    line.sid ?? "",
    line.finishedAt?.toISOString() ?? "",
    line.releasedAt?.toISOString() ?? "",
    ...terms,
  ]);
  return BYTE_ORDER_MARK + [COLUMNS, ...rows].map(csvLine).join("");
}
