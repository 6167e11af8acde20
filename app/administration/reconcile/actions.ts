"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { Admin } from "@/lib/domain/actor/actor";
import { RECONCILE, withQuery } from "@/lib/domain/addresses";
import { many } from "@/lib/domain/form-fields";
import { PAGE_ROWS, pageAskedSchema } from "@/lib/domain/paging/paging";
import { outcomeWords, type RowOutcome, VIEWS } from "@/lib/domain/reconcile/reconcile";
import { pumpAfterwards } from "@/lib/purchasing/schedule-pump";
import { adoptNumbers } from "@/lib/reconcile/adopt-numbers";
import { giveUpLines } from "@/lib/reconcile/give-up-lines";
import { listAsBought } from "@/lib/reconcile/list-as-bought";
import { lookAgain } from "@/lib/reconcile/look-again";
import { markGone } from "@/lib/reconcile/mark-gone";
import { repairNumbers } from "@/lib/reconcile/repair-numbers";
import { readAfterwards } from "@/lib/reconcile/schedule-runs";
import type { VersionedRow } from "@/lib/reconcile/settle-rows";
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
  adopt: { run: adoptNumbers, did: "listed" },
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

/** A ticked row says which number it is and what it showed. */
const rowSchema = z
  .string()
  .regex(/^\+\d{7,15} \S{1,64}$/)
  .transform((row): VersionedRow => {
    const [e164 = "", version = ""] = row.split(" ");
    return { e164, version };
  });
const settleSchema = z.object({
  after: pageAskedSchema.shape.after,
  before: pageAskedSchema.shape.before,
  show: z.enum(VIEWS),
  verb: z.enum(Object.keys(VERBS) as [keyof typeof VERBS]),
  row: many(rowSchema, PAGE_ROWS),
});

export const settleAction = action(settleSchema, async (admin, { show, after, before, verb, row: rows }) => {
  if (rows.length === 0) return bad("Tick the numbers first. Nothing was changed.");
  const { run, did } = VERBS[verb];
  const outcomes = await run(admin, rows);
  if (verb === "again") pumpAfterwards(admin.organizationId);
  const refused = outcomes.some(({ outcome }) => outcome !== "done");
  await flash(RECONCILE, outcomeWords(outcomes, did), refused ? "bad" : "ok");
  redirect(withQuery(RECONCILE, { show, after, before }));
});
