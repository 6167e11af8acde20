import { cleanTyped } from "@/lib/domain/typed-text";

/** Spreadsheets need it to read UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line of a file for spreadsheets. */
export const csvLine = (cells: string[]) => `${cells.map(cell).join(",")}\r\n`;

/** What a spreadsheet takes for a number, a day or a truth: a label "007", "Mar 3", "50%", "TRUE"; and the guard itself. */
const REINTERPRETED =
  /^(?:[^\p{L}]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*[\s./-]*\d|(?:true|false)$)/iu;

/** Words that somebody typed, which stay words. */
export const csvWords = (value: string) => (value && REINTERPRETED.test(value) ? `'${value}` : value);

/**
 * Quoted, and never a formula: a spreadsheet runs what starts with = + - or @, some also in full width or behind what
 * nobody sees. A number in E.164 is harmless.
 */
function cell(value: string): string {
  const runs = /^[\t\r\n]/.test(value) || /^[=+\-@]/.test(cleanTyped(value));
  const safe = runs && !/^\+\d+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
