"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { callerIdAddress } from "@/lib/domain/addresses";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { isSearchAlone, userChoiceFields } from "@/lib/domain/people/user-choice";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { assignCallerIds } from "@/lib/users/assign-caller-ids";
import { chosenUsers } from "@/lib/users/chosen-users";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  callerIdId: idSchema,
  back: z.string().max(2000).default(""),
  users: userChoiceFields.users,
  teams: userChoiceFields.teams,
  everyone: userChoiceFields.everyone,
  find: userChoiceFields.find,
  searched: userChoiceFields.searched,
  do: userChoiceFields.do,
});

export const assignUsersAction = action(schema, async (admin, { callerIdId, back, ...choice }) => {
  const { users, teams, find } = choice;
  const values = { users, teams, find };
  if (isSearchAlone(choice)) return ok(undefined, values);
  const userIds = await chosenUsers(admin, choice);
  if (!userIds)
    return badFields(
      { users: "A team that you ticked has nobody active any more. Check the list and assign again." },
      values,
    );
  if (userIds.length === 0) return badFields({ users: "Tick people or teams first." }, values);
  const outcome = await assignCallerIds(admin, { choice: { ids: [callerIdId] }, userIds, teams: [] });
  switch (outcome.kind) {
    case "too-many":
      return bad(outcome.words, values);
    case "unknown-users":
    case "no-users":
      return badFields(
        { users: "Somebody you ticked was deactivated meanwhile. Check the list and assign again." },
        values,
      );
    case "no-numbers":
      return bad("This number is not in your list any more. Nothing was assigned.", values);
    case "assigned":
      await flash(
        callerIdAddress(callerIdId),
        outcome.pairs === 0
          ? "They may use it already."
          : `Assigned to ${plural(outcome.pairs, "person", "people")}.`,
      );
      return redirect(returnAddress(back, callerIdAddress(callerIdId)));
  }
});
