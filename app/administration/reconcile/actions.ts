"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { Admin } from "@/lib/domain/actor/actor";
import { ADOPT, RECONCILE, withQuery } from "@/lib/domain/addresses";
import { many } from "@/lib/domain/form-fields";
import { PAGE_ROWS, pageAskedSchema } from "@/lib/domain/paging/paging";
import { findingRowSchema, type VersionedRow, writeFindingRows } from "@/lib/domain/reconcile/finding-rows";
import { outcomeWords, type RowOutcome, VIEWS } from "@/lib/domain/reconcile/reconcile";
import { pumpAfterwards } from "@/lib/purchasing/schedule-pump";
import { giveUpLines } from "@/lib/reconcile/give-up-lines";
import { listAsBought } from "@/lib/reconcile/list-as-bought";
import { lookAgain } from "@/lib/reconcile/look-again";
import { markGone } from "@/lib/reconcile/mark-gone";
import { repairNumbers } from "@/lib/reconcile/repair-numbers";
import { readAfterwards } from "@/lib/reconcile/schedule-runs";
import { startRun } from "@/lib/reconcile/start-run";
import { action, bad } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

export const readAccountAction = action(z.object({}), async (admin) => {
  const { kind } = await startRun(admin);
  readAfterwards(admin.organizationId);
  if (kind === "running-already") await flash(RECONCILE, "The account is being read already.");
  redirect(RECONCILE);
});

const VERBS = {
  gone: { run: markGone, did: "taken off the list" },
  repair: { run: repairNumbers, did: "repaired" },
  update: { run: (admin, rows) => repairNumbers(admin, rows, "older"), did: "updated" },
  bought: { run: listAsBought, did: "listed as bought" },
  again: { run: lookAgain, did: "being looked for again" },
  "give-up": { run: giveUpLines, did: "given up" },
} satisfies Record<
  string,
  { run: (admin: Admin, rows: VersionedRow[]) => Promise<RowOutcome[]>; did: string }
>;

const settleSchema = z.object({
  after: pageAskedSchema.shape.after,
  before: pageAskedSchema.shape.before,
  show: z.enum(VIEWS),
  verb: z.enum([...(Object.keys(VERBS) as (keyof typeof VERBS)[]), "adopt"]),
  row: many(findingRowSchema, PAGE_ROWS),
});

export const settleAction = action(settleSchema, async (admin, { show, after, before, verb, row: rows }) => {
  if (rows.length === 0) return bad("Tick the numbers first. Nothing was changed.");
  if (verb === "adopt") redirect(withQuery(ADOPT, { rows: writeFindingRows(rows), after, before }));
  const { run, did } = VERBS[verb];
  const outcomes = await run(admin, rows);
  if (verb === "again") pumpAfterwards(admin.organizationId);
  const refused = outcomes.some(({ outcome }) => outcome !== "done");
  await flash(RECONCILE, outcomeWords(outcomes, did), refused ? "bad" : "ok");
  redirect(withQuery(RECONCILE, { show, after, before }));
});
