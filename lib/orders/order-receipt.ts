import { placeOf } from "@/lib/format";
import { failureSentence } from "./line";
import { shortFingerprint } from "./order";
import { wordOf } from "./order-summary";
import type { Order, OrderLine } from "./read-order";

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
];

/** One line per number, in CSV with a byte order mark, as spreadsheets expect it. */
export function orderReceipt({ order, lines }: { order: Order; lines: OrderLine[] }): string {
  const rows = lines.map((line) => [
    shortFingerprint(order.fingerprint),
    line.e164,
    placeOf(line),
    wordOf(line),
    line.state === "failed" ? failureSentence(line.reason ?? "") : "",
    line.state === "bought" ? (line.priceMicros / 1e6).toFixed(2) : "0.00",
    line.currency,
    line.sid ?? "",
    line.finishedAt?.toISOString() ?? "",
  ]);
  return `\uFEFF${[COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Quoted, and never a formula: a spreadsheet runs what starts with = + - or @. A number in E.164 is harmless. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
