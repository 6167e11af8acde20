"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { RECONCILE, withQuery } from "@/lib/domain/addresses";
import { forwardingSentence } from "@/lib/domain/forwarding/forwarding";
import { inCountry } from "@/lib/domain/offers/offer";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { isSearchAlone, userChoiceFields } from "@/lib/domain/people/user-choice";
import { readFindingRows } from "@/lib/domain/reconcile/finding-rows";
import { outcomeWords } from "@/lib/domain/reconcile/reconcile";
import { cleanTyped } from "@/lib/domain/typed-text";
import { adoptNumbers } from "@/lib/reconcile/adopt-numbers";
import { chosenUsers } from "@/lib/users/chosen-users";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  rows: z.string().max(4000).transform(readFindingRows),
  after: pageAskedSchema.shape.after,
  before: pageAskedSchema.shape.before,
  calls: z.enum(["keep", "forward"]).catch("keep"),
  forwardTo: z.string().max(200).default(""),
  ringForever: z.string().optional(),
  users: userChoiceFields.users,
  teams: userChoiceFields.teams,
  everyone: userChoiceFields.everyone,
  find: userChoiceFields.find,
  searched: userChoiceFields.searched,
  do: userChoiceFields.do,
});

export const adoptAction = action(schema, async (admin, { rows, after, before, ...input }) => {
  const { calls, forwardTo, users, teams, find } = input;
  const ringForever = input.ringForever !== undefined;
  const values = { calls, forwardTo, users, teams, find, ...(ringForever ? { ringForever: "yes" } : {}) };
  if (isSearchAlone(input)) return ok(undefined, { ...values, do: "find" });
  if (rows.length === 0) return bad("None of these numbers is to be adopted any more. Nothing was changed.");
  const userIds = await chosenUsers(admin, input);
  const gone = "Somebody you chose, or a team, has nobody active any more. Check the list and adopt again.";
  if (!userIds) return badFields({ users: gone }, values);
  const forward = calls === "forward" ? { forwardTo, ringForever } : null;
  const outcome = await adoptNumbers(admin, rows, { forward, userIds });
  switch (outcome.kind) {
    case "forwarding": {
      const sentence = forwardingSentence(outcome.problem, cleanTyped(forwardTo), inCountry(admin.country));
      return badFields({ forwardTo: sentence }, values);
    }
    case "unknown-users":
      return badFields({ users: gone }, values);
    case "settled": {
      const { outcomes } = outcome;
      const refused = outcomes.some((row) => row.outcome !== "done");
      await flash(RECONCILE, outcomeWords(outcomes, "listed"), refused ? "bad" : "ok");
      return redirect(withQuery(RECONCILE, { show: "unlisted", after, before }));
    }
  }
});
