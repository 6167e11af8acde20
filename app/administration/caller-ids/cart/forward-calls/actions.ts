"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { searchable } from "@/components/ui/searchable";
import { CART, transactionCodeAddress } from "@/lib/domain/addresses";
import { plainNumber, plural } from "@/lib/domain/format";
import { forwardedToSentence, forwardingSentence } from "@/lib/domain/forwarding/forwarding";
import { idSchema } from "@/lib/domain/new-id";
import { inCountry } from "@/lib/domain/offers/offer";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import { cleanTyped } from "@/lib/domain/typed-text";
import { placeOrder } from "@/lib/orders/place-order";
import { listTeamNames } from "@/lib/users/list-people";
import { listMembers, listUsers } from "@/lib/users/list-users";
import { action, bad, badFields, many, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  forwardTo: z.string().max(200).default(""),
  users: many(idSchema, 2000),
  /** Whole teams: whoever is in them when the order is placed. */
  teams: many(z.string().max(100).transform(cleanTyped), 2000),
  everyone: z.string().optional(),
  ringForever: z.string().optional(),
  find: z.string().max(200).default(""),
  /** What the list that was ticked had been searched for. */
  searched: z.string().max(200).default(""),
  do: z.string().optional(),
});

export const placeOrderAction = action(schema, async (admin, input) => {
  const values = {
    forwardTo: input.forwardTo,
    users: input.users,
    teams: input.teams,
    find: input.find,
    ...(input.ringForever ? { ringForever: "yes" } : {}),
  };
  const refused = (message: string) => bad(message, { ...values, do: "proceed" });
  const refusedField = (fields: Record<string, string>) => badFields(fields, { ...values, do: "proceed" });
  // The Search button of the users' list, or Enter in it, without scripts.
  if (input.do === "find" || (input.do === "enter" && input.find !== input.searched))
    return ok(undefined, { ...values, do: "find" });

  const everyone = input.everyone ? await found(admin, input.searched) : [];
  const inUse = await listTeamNames(admin);
  if (input.teams.some((team) => team && !inUse.includes(team)))
    return refusedField({
      users: "A team that you ticked has nobody active any more. Check the list and proceed again.",
    });
  const userIds = [...input.users, ...everyone, ...(await listMembers(admin, input.teams))];
  const outcome = await placeOrder(admin, {
    forwardTo: input.forwardTo,
    userIds,
    ringForever: input.ringForever !== undefined,
  });
  switch (outcome.kind) {
    case "placed":
      return redirect(transactionCodeAddress(outcome.orderId));
    case "forwarding": {
      const sentence = forwardingSentence(
        outcome.problem,
        cleanTyped(input.forwardTo),
        inCountry(outcome.country),
      );
      return refusedField({ forwardTo: sentence });
    }
    case "forwarded-to":
      return refused(`${forwardedToSentence(outcome)} Nothing was ordered.`);
    case "unknown-users":
      return refusedField({
        users:
          "Somebody you chose was deactivated meanwhile, or is not of your organization. Check the list and proceed again.",
      });
    case "empty-cart":
      await flash(CART, "Your cart had been emptied meanwhile, so nothing was ordered.", "bad");
      return redirect(CART);
    case "over-maximum":
      await flash(
        CART,
        "Your cart has more numbers than your organization may purchase, so nothing was ordered.",
        "bad",
      );
      return redirect(CART);
    case "no-longer-sold":
      return refused(
        `Twilio names no price any more for ${plural(outcome.numbers.length, "number")}: ${outcome.numbers.slice(0, 3).map(plainNumber).join(", ")}. Remove ${outcome.numbers.length === 1 ? "it" : "them"} from the cart. Nothing was ordered.`,
      );
    case "trouble":
      return refused(`${troubleSentence(outcome.trouble)} Nothing was ordered.`);
  }
});

/** "Select all" without scripts: everybody whom the list shows. */
async function found(admin: Parameters<typeof listUsers>[0], searched: string): Promise<string[]> {
  const words = searchable(searched);
  const users = await listUsers(admin);
  return users
    .filter((user) => searchable(`${user.name} ${user.email} ${user.team ?? ""}`).includes(words))
    .map((user) => user.id);
}
