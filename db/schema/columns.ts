import { bigint, text, timestamp } from "drizzle-orm/pg-core";
import { newId } from "@/lib/domain/new-id";

export const id = (prefix: string) =>
  text()
    .primaryKey()
    .$defaultFn(() => newId(prefix));

/** `name` where the column has an older one than its property. */
export const at = (name = "") => timestamp(name, { withTimezone: true, mode: "date" });

/** Money in millionths of the currency's unit: 1.15 USD is 1150000. */
export const micros = () => bigint({ mode: "number" });

/** `'a','b'` for a check constraint. */
export const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(",");
