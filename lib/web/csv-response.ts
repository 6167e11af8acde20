import { BYTE_ORDER_MARK, csvLine } from "@/lib/domain/csv";

/** A file for a spreadsheet, read a batch at a time as fast as it is taken: nothing is held while a slow reader reads. */
export function csvResponse(name: string, columns: string[], batches: AsyncGenerator<string[][]>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    start: (out) => out.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(columns))),
    async pull(out) {
      const { value, done } = await batches.next();
      if (done) out.close();
      else out.enqueue(encoder.encode(value.map(csvLine).join("")));
    },
    cancel: async () => {
      await batches.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

/** Rows of a batch as cells. */
export async function* cellsOfBatches<Row>(
  batches: AsyncGenerator<Row[]>,
  cellsOf: (row: Row) => string[],
): AsyncGenerator<string[][]> {
  for await (const rows of batches) yield rows.map(cellsOf);
}
