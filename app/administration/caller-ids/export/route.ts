import { z } from "zod";
import { requireAdmin } from "@/lib/auth/require-user";
import { type ExportedCallerId, exportCallerIds } from "@/lib/caller-ids/export-caller-ids";
import { callerIdFilterSchema, searchOf } from "@/lib/domain/caller-ids/caller-id-filter";
import { csvWords } from "@/lib/domain/csv";
import { idSchema } from "@/lib/domain/new-id";
import { cellsOfBatches, csvResponse } from "@/lib/web/csv-response";

const COLUMNS = [
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

const cellsOf = (row: ExportedCallerId) => [
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

const paramsSchema = z.object({ selection: idSchema.optional().catch(undefined) });

/** The Caller IDs that the list's filters find, or that were chosen, as a file for a spreadsheet. */
export async function GET(request: Request) {
  const admin = await requireAdmin();
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const { selection } = paramsSchema.parse(params);
  const rows = await exportCallerIds(
    admin,
    selection !== undefined ? { selection } : searchOf(callerIdFilterSchema.parse(params), admin.timeZone),
  );
  if (!rows) return new Response("Not found", { status: 404 });
  return csvResponse("caller-ids", COLUMNS, cellsOfBatches(rows, cellsOf));
}
