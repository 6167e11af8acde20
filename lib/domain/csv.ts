import { cleanTyped } from "@/lib/domain/typed-text";

/** Spreadsheets need it to read UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line of a file for spreadsheets. */
export const csvLine = (cells: string[]) => `${cells.map(cell).join(",")}\r\n`;

/**
 * Quoted, and never a formula: a spreadsheet runs what starts with = + - or @, some also in full width or behind what
 * nobody sees. A number in E.164 is harmless.
 */
function cell(value: string): string {
  const safe = /^[=+\-@]/.test(cleanTyped(value)) && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
