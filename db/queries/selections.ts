import { and, eq, gt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { selectedCallerIds, selections } from "@/db/schema";
import type { InOrganization } from "@/lib/domain/actor/actor";
import type { IntendedChange } from "@/lib/domain/caller-ids/change-many";
import { type CallerIdChoice, chosen } from "./caller-id-choice";

type Owner = InOrganization & { userId: string };

/** Keeps what is chosen, each with its version, as it is at this moment; null where it is nothing. */
export async function insertSelection(
  tx: Tx,
  { organizationId, userId }: Owner,
  choice: CallerIdChoice,
  words: string,
): Promise<string | null> {
  const [selection] = await tx
    .insert(selections)
    .values({ organizationId, userId, words, numbers: 0 })
    .returning({ id: selections.id });
  if (!selection) throw new Error("A selection that was just made is missing");
  const { id } = selection;
  const { rowCount } =
    await tx.execute(sql`insert into ${selectedCallerIds} (selection_id, nr, caller_id_id, version)
    select ${id}, row_number() over (order by c.id), c.id, c.version from caller_ids c
    where ${chosen({ organizationId }, choice)}`);
  if (!rowCount) {
    await tx.delete(selections).where(eq(selections.id, id));
    return null;
  }
  await tx.update(selections).set({ numbers: rowCount }).where(eq(selections.id, id));
  return id;
}

/** One's own, of the last 24 hours; null for anybody else's. */
const isOwn = ({ organizationId, userId }: Owner, id: string) =>
  and(
    eq(selections.id, id),
    eq(selections.organizationId, organizationId),
    eq(selections.userId, userId),
    gt(selections.at, sql`now() - interval '24 hours'`),
  );

export async function findSelection(db: Db, owner: Owner, id: string) {
  const [row] = await db.select().from(selections).where(isOwn(owner, id));
  return row ?? null;
}

/** The same, kept from a second press until the end of the transaction; null also while another press has it. */
export async function lockSelection(tx: Tx, owner: Owner, id: string) {
  const [row] = await tx
    .select()
    .from(selections)
    .where(isOwn(owner, id))
    .for("update", { skipLocked: true });
  return row ?? null;
}

/** Says what is about to happen to one that was not used yet. */
export async function intend(db: Db, owner: Owner, id: string, intended: IntendedChange): Promise<boolean> {
  const rows = await db
    .update(selections)
    .set({ intended })
    .where(and(isOwn(owner, id), sql`${selections.changeId} is null`))
    .returning({ id: selections.id });
  return rows.length > 0;
}

export async function markUsed(tx: Tx, id: string, changeId: string) {
  await tx.update(selections).set({ changeId }).where(eq(selections.id, id));
}

export async function forgetOldSelections(db: Db) {
  await db.delete(selections).where(sql`${selections.at} < now() - interval '24 hours'`);
}
