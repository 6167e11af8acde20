import { type SQL, sql } from "drizzle-orm";

/** Text as people search for it, without capitals and accents: `search_key` of db/migrations/0034. */
export const keyOf = (text: SQL | string) => sql`search_key(${text}::text)`;

/** Whether words that somebody typed stand anywhere in a text, in any spelling. */
export const contains = (text: SQL, typed: string) => sql`strpos(${keyOf(text)}, ${keyOf(typed)}) > 0`;
