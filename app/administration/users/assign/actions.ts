"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { USERS } from "@/lib/domain/addresses";
import { many } from "@/lib/domain/form-fields";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { PAGE_ROWS } from "@/lib/domain/paging/paging";
import { assignSearchSchema } from "@/lib/domain/people/assigning";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { assignCallerIds } from "@/lib/users/assign-caller-ids";
import { action, bad } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const { user, team, search, areaCode } = assignSearchSchema.shape;
const schema = z.object({
  user: user,
  team: team,
  search: search,
  areaCode: areaCode,
  back: z.string().max(1500).default(""),
  number: many(idSchema, PAGE_ROWS),
  /** All that the search finds. What is ticked does not count then. */
  all: z.string().optional(),
});

export const assignAction = action(schema, async (admin, input) => {
  if (!input.all && input.number.length === 0) return bad("Tick the Caller IDs to assign first.");
  const outcome = await assignCallerIds(admin, {
    choice: input.all
      ? { search: input.search, areaCode: input.areaCode, notOf: input.user }
      : { ids: input.number },
    userIds: input.user ? [input.user] : [],
    teams: !input.user && input.team ? [input.team] : [],
  });
  switch (outcome.kind) {
    case "too-many":
      return bad(outcome.words);
    case "unknown-users":
    case "no-users":
      return bad("Nobody active is there to assign to any more. Nothing was assigned.");
    case "no-numbers":
      return bad("These Caller IDs are not in your list any more. Nothing was assigned.");
    case "assigned": {
      const { numbers, people, pairs } = outcome;
      const page = returnAddress(input.back, USERS);
      const words =
        pairs === 0
          ? "They may use all of these already."
          : people === 1
            ? `${plural(pairs, "Caller ID")} assigned.`
            : `${plural(numbers, "Caller ID")} assigned to ${plural(people, "person", "people")}.`;
      await flash(page.split("?")[0] ?? page, words);
      return redirect(page);
    }
  }
});
