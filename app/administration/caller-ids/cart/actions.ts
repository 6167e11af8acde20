"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { checkAvailability } from "@/lib/cart/check-availability";
import { clearCart } from "@/lib/cart/clear-cart";
import { removeFromCart } from "@/lib/cart/remove-from-cart";
import { CART } from "@/lib/domain/addresses";
import { plainNumber, plural } from "@/lib/domain/format";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import { ASKED_TOO_OFTEN } from "@/lib/offers/search-quota";
import { action, bad, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const CANCELLED = " The order that was waiting for its Transaction Code is cancelled.";

/** The cart's one form: which of its buttons was pressed says what to do. */
const schema = z.object({
  remove: z.string().max(20).optional(),
  clear: z.literal("yes").optional(),
  check: z.literal("yes").optional(),
});

export const changeCartAction = action(schema, async (admin, { remove, clear, check }) => {
  if (clear) {
    const { cancelledOrder } = await clearCart(admin);
    await flash(CART, `Your cart was emptied.${cancelledOrder ? CANCELLED : ""}`);
    redirect(CART);
  }
  if (remove) {
    const outcome = await removeFromCart(admin, remove);
    await flash(
      CART,
      outcome.kind === "removed"
        ? `${plainNumber(remove)} was removed.${outcome.cancelledOrder ? CANCELLED : ""}`
        : `${plainNumber(remove)} was not in your cart any more.`,
    );
    redirect(CART);
  }
  if (!check) return null;
  const outcome = await checkAvailability(admin, { olderThanMinutes: 0 });
  revalidatePath(CART);
  if (outcome.kind === "asked-too-often") return bad(ASKED_TOO_OFTEN);
  if (outcome.kind === "trouble") return bad(troubleSentence(outcome.trouble));
  return ok(`${plural(outcome.rows, "number")} checked with Twilio.`);
});
