import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { savedViews } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import { newId } from "@/lib/domain/new-id";

const ofOrganization = ({ organizationId }: InOrganization) => eq(savedViews.organizationId, organizationId);

export type SavedView = { id: string; name: string; query: string };

/** The organisation's views by name. */
export const listViews = (db: Db | Tx, of: InOrganization): Promise<SavedView[]> =>
  db
    .select({ id: savedViews.id, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(ofOrganization(of))
    .orderBy(asc(sql`lower(${savedViews.name})`));

export async function countViews(db: Db | Tx, of: InOrganization): Promise<number> {
  const [row] = await db.select({ rows: count() }).from(savedViews).where(ofOrganization(of));
  return row?.rows ?? 0;
}

/** Saves a view; one of the same name, whatever its case, shows this from now on. */
export async function upsertView(
  tx: Tx,
  { organizationId, userId }: InOrganization & { userId: string },
  { name, query }: { name: string; query: string },
) {
  await tx.execute(sql`insert into ${savedViews} (id, organization_id, user_id, name, query)
    values (${newId("viw")}, ${organizationId}, ${userId}, ${name}, ${query})
    on conflict (organization_id, lower(name)) do update
      set user_id = excluded.user_id, name = excluded.name, query = excluded.query, at = now()`);
}

/** Its name, where it was there. */
export async function deleteView(db: Db, of: InOrganization, id: string): Promise<string | null> {
  const [row] = await db
    .delete(savedViews)
    .where(and(ofOrganization(of), eq(savedViews.id, id)))
    .returning({ name: savedViews.name });
  return row?.name ?? null;
}
