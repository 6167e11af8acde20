import { z } from "zod";
import { requireAdmin } from "@/lib/auth/require-user";
import { CALLER_ID_COLUMNS, cellsOfCallerId } from "@/lib/caller-ids/caller-id-columns";
import { exportCallerIds } from "@/lib/caller-ids/export-caller-ids";
import { callerIdFilterSchema, searchOf } from "@/lib/domain/caller-ids/caller-id-filter";
import { idSchema } from "@/lib/domain/new-id";
import { cellsOfBatches, csvResponse } from "@/lib/web/csv-response";

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
  return csvResponse("caller-ids", CALLER_ID_COLUMNS, cellsOfBatches(rows, cellsOfCallerId));
}
