import { randomBytes } from "node:crypto";
import { bigint, text, timestamp } from "drizzle-orm/pg-core";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A random id with a prefix that says what it names: `ord_7k3f…`, 100 bits. */
export function newId(prefix: string): string {
  return `${prefix}_${Array.from(randomBytes(20), (byte) => ALPHABET[byte % 32]).join("")}`;
}

export const id = (prefix: string) =>
  text()
    .primaryKey()
    .$defaultFn(() => newId(prefix));

export const at = () => timestamp({ withTimezone: true, mode: "date" });

/** Money in millionths of the currency's unit: 1.15 USD is 1150000. */
export const micros = () => bigint({ mode: "number" });

/** `'a','b'` for a check constraint. */
export const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(",");
