import { type Column, getTableColumns, is, SQL, sql, type Table } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";

/** One row's values as `insert into … select` takes them: all of the table's columns, in their order. */
export function selectValues(table: Table, values: Record<string, unknown>): SQL {
  const selected = Object.entries(getTableColumns(table)).map(([key, column]) =>
    is(values[key], SQL) ? values[key] : sql.param(values[key] ?? null, column),
  );
  return sql`select ${sql.join(selected, sql`, `)}`;
}

/**
 * Many rows as one parameter: a thousand of twenty columns would be twenty thousand, which takes longer to write down
 * than Twilio takes to say them. `same` are values that all rows share.
 */
export function selectRows(
  table: Table,
  rows: Record<string, unknown>[],
  same: Record<string, unknown>,
): SQL {
  const columns = getTableColumns(table);
  const each = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [nameOf(columns[key], key), storable(value)]),
    ),
  );
  const read = Object.entries(columns).map(([key, column]) => [
    key,
    sql`r.${sql.identifier(nameOf(column, key))}`,
  ]);
  const values = selectValues(table, { ...Object.fromEntries(read), ...same });
  return sql`${values} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(each)}::jsonb) r`;
}

/** As the database calls it. */
const nameOf = (column: Column | undefined, key: string) =>
  column === undefined || column.keyAsName ? toSnakeCase(key) : column.name;

/** Half a character, or none, can't be written as JSON for PostgreSQL; somebody cut a name there. */
const storable = (value: unknown) =>
  typeof value === "string" ? Buffer.from(value).toString().replaceAll("\0", "") : value;
