import { asc, desc, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { PAGE_ROWS, type Page, type PageAsked } from "@/lib/domain/paging/paging";

/** An order of rows that no two of them share a place in, so that a page can begin at one of them. */
type ListOrder = {
  /** A row's place as a string, which goes through an address and back. */
  place: SQL<string>;
  forwards: SQL[];
  backwards: SQL[];
  /** The rows beyond a place; null for a string that is no place. */
  after: (place: string) => SQL | null;
  before: (place: string) => SQL | null;
};

/**
 * Newest first; those of the same moment by `tie`, which differs between them, upwards or downwards. The index that fits
 * is `(…, at desc, tie)`.
 */
export function newestFirst(at: SQLWrapper, tie: SQLWrapper, direction: "up" | "down"): ListOrder {
  const isUp = direction === "up";
  const beyond = (earlier: "<" | ">", further: "<" | ">") => (place: string) => {
    const [, micros, value] = /^(\d{1,17})\.(\+?\w{1,60})$/.exec(place) ?? [];
    if (!micros || !value) return null;
    // Exactly: a moment of floating seconds would lose the microseconds.
    const moment = sql`(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond')`;
    const [before, behind] = [sql.raw(earlier), sql.raw(further)];
    // The first half is what the index begins at.
    return sql`${at} ${before}= ${moment} and (${at} ${before} ${moment} or ${tie} ${behind} ${value})`;
  };
  return {
    place: sql<string>`(extract(epoch from ${at}) * 1000000)::bigint || '.' || ${tie}`,
    forwards: [desc(at), isUp ? asc(tie) : desc(tie)],
    backwards: [asc(at), isUp ? desc(tie) : asc(tie)],
    after: beyond("<", isUp ? ">" : "<"),
    before: beyond(">", isUp ? "<" : ">"),
  };
}

/** By phone number, smallest first. */
export function byNumber(e164: SQLWrapper): ListOrder {
  const beyond = (operator: "<" | ">") => (place: string) =>
    /^\+\d{7,15}$/.test(place) ? sql`${e164} ${sql.raw(operator)} ${place}` : null;
  return {
    place: sql<string>`${e164}`,
    forwards: [asc(e164)],
    backwards: [desc(e164)],
    after: beyond(">"),
    before: beyond("<"),
  };
}

/**
 * By a key that rows of `table`, which the query calls `of`, may share, then by id; the index that fits is `(…, key, id)`.
 * A row's place is its id.
 */
export function byKey(
  { table, of }: { table: string; of: string },
  key: (of: string) => SQL,
  direction: "up" | "down" = "up",
): ListOrder {
  const [ours, id] = [key(`${of}.`), sql.raw(`${of}.id`)];
  const beyond = (operator: ">" | "<") => (place: string) =>
    /^\w{1,60}$/.test(place)
      ? sql`(${ours}, ${id}) ${sql.raw(operator)} (select ${key("p.")}, p.id from ${sql.raw(table)} p where p.id = ${place})`
      : null;
  const up = [ours, id];
  const down = [sql`${ours} desc`, sql`${id} desc`];
  const isUp = direction === "up";
  return {
    place: sql<string>`${id}`,
    forwards: isUp ? up : down,
    backwards: isUp ? down : up,
    after: beyond(isUp ? ">" : "<"),
    before: beyond(isUp ? "<" : ">"),
  };
}

/** By name, of users `u`; the index that fits is `(…, lower(name), id)`. */
export const byName = () => byKey({ table: "users", of: "u" }, (of) => sql.raw(`lower(${of}name)`));

/** How a query has to be bounded and ordered; it returns each row with its place. */
export type Bounds = { where: SQL | undefined; orderBy: SQL[]; limit: number };

/**
 * One page of a list, whole even where rows came or went since its address was made: a page that would begin with
 * nothing, or end before the first one is full, is the first.
 */
export async function pageOf<Row extends { place: string }>(
  order: ListOrder,
  asked: PageAsked & { rows?: number },
  select: (bounds: Bounds) => Promise<Row[]>,
): Promise<Page<Omit<Row, "place">>> {
  const size = asked.rows ?? PAGE_ROWS;
  const limit = size + 1;
  const before = asked.before === null ? null : order.before(asked.before);
  if (before) {
    const found = await select({ where: before, orderBy: order.backwards, limit });
    if (found.length > size) {
      const rows = found.slice(0, size).reverse();
      return pageFrom(rows, { hasPrevious: true, hasNext: true });
    }
  }
  const after = before || asked.after === null ? null : order.after(asked.after);
  if (after) {
    const found = await select({ where: after, orderBy: order.forwards, limit });
    if (found.length > 0)
      return pageFrom(found.slice(0, size), { hasPrevious: true, hasNext: found.length > size });
  }
  const found = await select({ where: undefined, orderBy: order.forwards, limit });
  return pageFrom(found.slice(0, size), { hasPrevious: false, hasNext: found.length > size });
}

function pageFrom<Row extends { place: string }>(
  shown: Row[],
  { hasPrevious, hasNext }: { hasPrevious: boolean; hasNext: boolean },
): Page<Omit<Row, "place">> {
  return {
    rows: shown.map(({ place: _, ...row }) => row),
    previous: hasPrevious ? (shown[0]?.place ?? null) : null,
    next: hasNext ? (shown.at(-1)?.place ?? null) : null,
  };
}
