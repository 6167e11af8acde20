import { asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema";
import { changeMany } from "@/lib/caller-ids/change-many";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import { intendChange, type TypedChange } from "@/lib/caller-ids/intend-change";
import { readSelection } from "@/lib/caller-ids/read-selection";
import { undoChange } from "@/lib/caller-ids/undo-change";
import type { Admin } from "@/lib/domain/actor/actor";

/** Changes and Undos of what is listed that were done, and that were refused: somebody else was at the numbers. */
export type ChangeFigures = { changes: number; undos: number; refused: number };

/** An admin changes everything that is listed just then, and sometimes takes it back. */
export async function changeEverything(db: Db, admin: Admin, chance: () => number, figures: ChangeFigures) {
  try {
    const selection = await chooseCallerIds(admin, {}, "all of the list");
    if (!selection) return;
    await intendChange(admin, selection, await somethingToDo(db, admin, chance));
    const { key = "" } = (await readSelection(admin, selection, "changed"))?.preview ?? {};
    const outcome = await changeMany(admin, selection, key);
    if (outcome.kind !== "changed") return;
    figures.changes += 1;
    if (chance() < 0.5 && (await undoChange(admin, outcome.changeId)).kind === "undone") figures.undos += 1;
  } catch {
    figures.refused += 1;
  }
}

async function somethingToDo(db: Db, { organizationId }: Admin, chance: () => number): Promise<TypedChange> {
  const people = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.organizationId, organizationId))
    .orderBy(asc(users.id));
  const all: TypedChange[] = [
    {
      part: "forwarding",
      forwardTo: `+1628555${1000 + Math.floor(chance() * 9000)}`,
      ringForever: chance() < 0.5,
    },
    { part: "labels", how: "add", labels: `Round ${Math.floor(chance() * 5)}` },
    { part: "lock", locked: chance() < 0.5 },
    { part: "users", how: "replace", userIds: people.map(({ id }) => id).filter(() => chance() < 0.5) },
  ];
  return all[Math.floor(chance() * all.length)] as TypedChange;
}

/**
 * What does not add up in the end: changes that told more or fewer numbers than they changed, and organisations whose counts
 * are not those of their rows.
 */
export async function countWrong(db: Db): Promise<number> {
  const { rows } = await db.execute<{ wrong: number }>(sql`
    with told as (select count(*) as n from audit_events where event in ('caller-id.forwarded', 'caller-id.labelled',
        'caller-id.locked', 'caller-id.unlocked', 'caller-id.users-changed')),
      changed as (select coalesce(sum(changed), 0) as n from caller_id_changes),
      counted as (select organization_id, sum(listed) as listed, sum(purchased) as purchased, sum(attention) as attention,
        sum(price_micros) as micros from caller_id_counts group by organization_id),
      truth as (select organization_id, count(*) as listed, count(*) filter (where source = 'twilio') as purchased,
        count(attention) as attention, coalesce(sum(price_micros), 0) as micros
        from caller_ids where released_at is null group by organization_id)
    select ((select n from told) is distinct from (select n from changed))::int
      + (select count(*) from truth full join counted using (organization_id)
        where (truth.listed, truth.purchased, truth.attention, truth.micros)
          is distinct from (counted.listed, counted.purchased, counted.attention, counted.micros)
          and coalesce(truth.listed, counted.listed) <> 0)::int as wrong`);
  return rows[0]?.wrong ?? 0;
}
