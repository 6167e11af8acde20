import type { ExportedCallerId } from "@/db/queries/exported-caller-ids";
import { csvWords } from "@/lib/domain/csv";

/** What a file of Caller IDs says, one line for each. */
export const CALLER_ID_COLUMNS = [
  "number",
  "status",
  "source",
  "country",
  "region",
  "place",
  "type",
  "users",
  "forward_to",
  "ring_forever",
  "labels",
  "monthly_price",
  "currency",
  "added_on",
  "bought_by",
  "order",
  "release_on",
];

export const cellsOfCallerId = (row: ExportedCallerId) => [
  row.e164,
  row.status,
  row.source,
  row.country,
  row.region ?? "",
  csvWords(row.locality ?? ""),
  row.type,
  row.users,
  row.forwardTo ?? "",
  row.ringForever ? "yes" : "no",
  csvWords(row.labels),
  row.priceMicros === null ? "" : String(row.priceMicros / 1_000_000),
  row.currency ?? "",
  row.addedAt.toISOString(),
  row.boughtBy ?? "",
  row.orderNumber === null ? "" : String(row.orderNumber),
  row.releaseOn ?? "",
];
