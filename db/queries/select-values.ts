import { getTableColumns, is, SQL, sql, type Table } from "drizzle-orm";
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
  const each = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [toSnakeCase(key), value])),
  );
  const columns = Object.keys(getTableColumns(table)).map((key) => [
    key,
    sql`r.${sql.identifier(toSnakeCase(key))}`,
  ]);
  const values = selectValues(table, { ...Object.fromEntries(columns), ...same });
  return sql`${values} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(each)}::jsonb) r`;
}
