"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { addToCart } from "@/lib/cart/add-to-cart";
import { ADD_CALLER_IDS } from "@/lib/domain/addresses";
import { MAX_CART_ROWS } from "@/lib/domain/cart/cart";
import { many } from "@/lib/domain/form-fields";
import { plural } from "@/lib/domain/format";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import { action, bad } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const schema = z.object({
  search: z.string().max(1500).default(""),
  offer: many(z.string().max(2000), 100),
});

export const addToCartAction = action(schema, async (admin, { search, offer }) => {
  const outcome = await addToCart(admin, offer);
  switch (outcome.kind) {
    case "added": {
      const { added, alreadyThere, owned } = outcome;
      const also = [
        alreadyThere > 0 &&
          ` ${plural(alreadyThere, "number")} ${alreadyThere === 1 ? "was" : "were"} there already.`,
        owned > 0 && ` ${plural(owned, "number")} ${owned === 1 ? "is" : "are"} yours already.`,
      ];
      await flash(
        ADD_CALLER_IDS,
        `${added > 0 ? `${plural(added, "number")} added to your cart.` : "Nothing was added."}${also.filter(Boolean).join("")}`,
        added > 0 ? "ok" : "bad",
      );
      return redirect(`${ADD_CALLER_IDS}?${new URLSearchParams(search)}`);
    }
    case "nothing-chosen":
      return bad("Tick at least one number, then add it to the cart.");
    case "not-offered":
      return bad(
        "Twilio did not offer this number in your search. Nothing was added. Search again and choose from the list.",
      );
    case "not-sold":
      return bad("Twilio names no price for one of these numbers, so it can’t be bought. Nothing was added.");
    case "full":
      return bad(
        `Your cart has room for ${plural(outcome.room, "more number")} (${MAX_CART_ROWS} at most). Nothing was added. Buy or remove some first.`,
      );
    case "trouble":
      return bad(`${troubleSentence(outcome.trouble)} Nothing was added.`);
  }
});
