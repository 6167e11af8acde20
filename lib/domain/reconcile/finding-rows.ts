import { z } from "zod";
import { PAGE_ROWS } from "@/lib/domain/paging/paging";

/** A row as it was drawn: its number, and what it showed. */
export type VersionedRow = { e164: string; version: string };

/** A ticked row says which number it is and what it showed. */
export const findingRowSchema = z
  .string()
  .regex(/^\+\d{7,15} [\w-]{1,64}$/)
  .transform((row): VersionedRow => {
    const [e164 = "", version = ""] = row.split(" ");
    return { e164, version };
  });

/** Rows of one page, for an address. */
export const writeFindingRows = (rows: VersionedRow[]) =>
  rows.map(({ e164, version }) => `${e164} ${version}`).join(",");

/** The rows of an address, each number once; nonsense is left out. */
export function readFindingRows(text: string): VersionedRow[] {
  const rows = text.split(",").flatMap((row) => findingRowSchema.safeParse(row).data ?? []);
  return [...new Map(rows.map((row) => [row.e164, row])).values()].slice(0, PAGE_ROWS);
}
