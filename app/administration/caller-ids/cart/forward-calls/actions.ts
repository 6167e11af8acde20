"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { CART, transactionCodeAddress } from "@/lib/domain/addresses";
import { plainNumber, plural } from "@/lib/domain/format";
import { forwardedToSentence, forwardingSentence } from "@/lib/domain/forwarding/forwarding";
import { inCountry } from "@/lib/domain/offers/offer";
import { isSearchAlone, userChoiceFields } from "@/lib/domain/people/user-choice";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import { cleanTyped } from "@/lib/domain/typed-text";
import { placeOrder } from "@/lib/orders/place-order";
import { chosenUsers } from "@/lib/users/chosen-users";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  forwardTo: z.string().max(200).default(""),
  users: userChoiceFields.users,
  teams: userChoiceFields.teams,
  everyone: userChoiceFields.everyone,
  ringForever: z.string().optional(),
  find: userChoiceFields.find,
  searched: userChoiceFields.searched,
  do: userChoiceFields.do,
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
  if (isSearchAlone(input)) return ok(undefined, { ...values, do: "find" });

  const userIds = await chosenUsers(admin, input);
  if (!userIds)
    return refusedField({
      users: "A team that you ticked has nobody active any more. Check the list and proceed again.",
    });
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
