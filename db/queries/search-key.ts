import { type SQL, sql } from "drizzle-orm";

/** Text as people search for it, without capitals and accents: `searchKey` in lib/domain/people, in SQL. */
export const keyOf = (text: SQL) =>
  sql`regexp_replace(normalize(lower(${text}), NFD), '[\u0300-\u036f]', '', 'g')`;
