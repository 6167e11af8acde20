import { z } from "zod";

/** Rows of one page of a list. */
export const PAGE_ROWS = 50;

/**
 * Which page of a list: the one behind a row, the one before a row, or the first. A row is named by its place in the
 * list's order, as the page that showed it said.
 */
export type PageAsked = { after: string | null; before: string | null };

export const FIRST_PAGE: PageAsked = { after: null, before: null };

export type Page<Row> = {
  rows: Row[];
  /** Where the pages before and after this one begin; null where there is none. */
  previous: string | null;
  next: string | null;
};

const placeSchema = z
  .string()
  .max(100)
  .nullish()
  .transform((value) => value || null)
  .catch(null);

/** Of an address; whatever else stands there means the first page. */
export const pageAskedSchema = z.object({ after: placeSchema, before: placeSchema });
