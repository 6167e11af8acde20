import { cleanTyped } from "@/lib/domain/typed-text";

/** Spreadsheets need it to read UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line of a file for spreadsheets. */
export const csvLine = (cells: string[]) => `${cells.map(cell).join(",")}\r\n`;

/** Words that somebody typed: never read as a number or a date, such as a label "007" or "1E5". */
export const csvWords = (value: string) => (/^[\d\s.,:/eE-]+$/.test(value) ? `'${value}` : value);

/**
 * Quoted, and never a formula: a spreadsheet runs what starts with = + - or @, some also in full width or behind what
 * nobody sees. A number in E.164 is harmless.
 */
function cell(value: string): string {
  const runs = /^[\t\r\n]/.test(value) || /^[=+\-@]/.test(cleanTyped(value));
  const safe = runs && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
