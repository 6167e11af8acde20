"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { beginCheck, checkAvailability, checkWholeCart } from "@/lib/cart/check-availability";
import { clearCart } from "@/lib/cart/clear-cart";
import { readCart } from "@/lib/cart/read-cart";
import { removeExcess, removeFromCart } from "@/lib/cart/remove-from-cart";
import { undoRemoval } from "@/lib/cart/undo-removal";
import type { Admin } from "@/lib/domain/actor/actor";
import { CART, FORWARD_CALLS, withQuery } from "@/lib/domain/addresses";
import { cartRowAfter, countChecked, MAX_CART_ROWS, needsPapers } from "@/lib/domain/cart/cart";
import { many } from "@/lib/domain/form-fields";
import { plainNumber, plural } from "@/lib/domain/format";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import { ASKED_TOO_OFTEN } from "@/lib/offers/search-quota";
import { action, bad, hasScripts, ok } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";

const CANCELLED = "The order that was waiting for its Transaction Code is cancelled.";
const UNDONE = "The cart was changed since then, or an hour has passed: nothing was put back.";

/** The cart's one form: which of its buttons was pressed says what to do. The page itself says what was removed. */
const schema = z.object({
  remove: z.string().max(20).optional(),
  line: many(z.string().max(20), MAX_CART_ROWS),
  back: z.string().max(1500).default(""),
  verb: z.enum(["clear", "check", "remove", "remove-excess", "without-papers", "undo"]).optional(),
});

export const changeCartAction = action(schema, async (admin, { remove, line, back, verb }) => {
  const here = withQuery(CART, { back: back || null });
  if (remove) return removed(admin, [remove], here);
  switch (verb) {
    case "remove":
      return line.length > 0 ? removed(admin, line, here) : bad("Tick the numbers to remove first.");
    case "remove-excess": {
      const outcome = await removeExcess(admin);
      if (outcome.kind === "not-there")
        return stay(here, "Nothing was removed: no number is too many any more.");
      return stay(here, outcome.cancelledOrder ? CANCELLED : "");
    }
    case "without-papers": {
      const papers = (await readCart(admin)).rows.filter(needsPapers).map((row) => row.e164);
      const outcome = await removeFromCart(admin, papers);
      if (outcome.kind === "removed" && outcome.cancelledOrder) await flash(FORWARD_CALLS, CANCELLED);
      return redirect(FORWARD_CALLS);
    }
    case "undo": {
      const back = await undoRemoval(admin);
      const words = back > 0 ? `${plural(back, "number is", "numbers are")} back in your cart.` : UNDONE;
      // An emptied cart is another page.
      if (back < (await readCart(admin)).rows.length) return stay(here, words);
      await flash(CART, words);
      return redirect(here);
    }
    case "clear": {
      const { cancelledOrder } = await clearCart(admin);
      if (cancelledOrder) await flash(CART, CANCELLED);
      return redirect(here);
    }
    case "check":
      return checked(admin);
    default:
      return null;
  }
});

async function removed(admin: Admin, numbers: string[], here: string) {
  const next = cartRowAfter((await readCart(admin)).rows, numbers);
  const outcome = await removeFromCart(admin, numbers);
  if (outcome.kind === "removed") return stay(here, outcome.cancelledOrder ? CANCELLED : "", next);
  const [e164 = ""] = numbers;
  return stay(
    here,
    numbers.length === 1
      ? `${plainNumber(e164)} was not in your cart any more.`
      : "These numbers were not in your cart any more.",
  );
}

/** Says it where people are: with scripts the page keeps its place, without them it is loaded again at a row. */
async function stay(here: string, message: string, row: string | null = null) {
  if (await hasScripts()) {
    revalidatePath(CART);
    return ok(message || undefined);
  }
  if (message) await flash(CART, message);
  return redirect(row ? `${here}#n${row.slice(1)}` : here);
}

/** A few at once, for who waits; the rest of a large cart after the answer. */
async function checked(admin: Admin) {
  const outcome = await checkAvailability(admin, { olderThanMinutes: 0 });
  if (outcome.kind === "asked-too-often") return bad(ASKED_TOO_OFTEN);
  if (outcome.kind === "trouble") return bad(troubleSentence(outcome.trouble));
  const { rows } = await readCart(admin);
  const isRest = rows.length > outcome.rows;
  const begun = isRest && countChecked(rows, new Date()) < rows.length ? await beginCheck(admin) : null;
  if (begun) after(() => checkWholeCart(admin, begun));
  revalidatePath(CART);
  if (!isRest) return ok(`${plural(outcome.rows, "number")} checked with Twilio.`);
  return ok(
    `${outcome.rows} of ${plural(rows.length, "number")} checked with Twilio. ${begun ? "The others follow by themselves." : "The others were checked less than 10 minutes ago."}`,
  );
}
