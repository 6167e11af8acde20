import type { Pool } from "pg";

/** Every row of an organization, in one text; not when somebody was last seen. */
export async function everythingOf(pool: Pool, organizationId: string): Promise<string> {
  const { rows: tables } = await pool.query<{ table_name: string }>(
    "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id' order by 1",
  );
  const all: unknown[] = [];
  for (const { table_name } of tables) {
    const { rows } = await pool.query(
      `select to_jsonb(t) as row from ${table_name} t where organization_id = $1 order by to_jsonb(t)::text`,
      [organizationId],
    );
    all.push([table_name, rows]);
  }
  const { rows } = await pool.query("select to_jsonb(t) from organizations t where id = $1", [
    organizationId,
  ]);
  return JSON.stringify([...all, rows]);
}
