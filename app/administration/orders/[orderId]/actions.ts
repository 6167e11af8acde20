"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { putBackFailed } from "@/lib/cart/put-back";
import { CART, orderAddress } from "@/lib/domain/addresses";
import { MAX_CART_ROWS } from "@/lib/domain/cart/cart";
import { plural } from "@/lib/domain/format";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import { cancelRemaining } from "@/lib/orders/cancel-remaining";
import { cancelUnapprovedOrder } from "@/lib/orders/cancel-unapproved-order";
import { resumeOrder } from "@/lib/orders/resume-order";
import { pumpAfterwards } from "@/lib/purchasing/schedule-pump";
import { action } from "@/lib/web/action";
import { flash } from "@/lib/web/flash";
import { nothingHere } from "@/lib/web/nothing-here";

const schema = z.object({ orderId: z.string().max(40), here: z.string().max(2000).default("") });

/** The page that the form stands on: the order's, or the last window of its purchase. */
const backTo = ({ orderId, here }: z.output<typeof schema>) => returnAddress(here, orderAddress(orderId));

export const putBackAction = action(schema, async (admin, input) => {
  const { orderId } = input;
  const outcome = await putBackFailed(admin, orderId);
  if (outcome.kind === "not-found") nothingHere();
  if (outcome.kind === "full") {
    await flash(
      orderAddress(orderId),
      `Your cart has room for ${plural(outcome.room, "more number")} (${MAX_CART_ROWS} at most). Nothing was put back. Buy or remove some first.`,
      "bad",
    );
    redirect(backTo(input));
  }
  await flash(
    CART,
    outcome.added > 0
      ? `${plural(outcome.added, "failed number")} put back into your cart.`
      : "The failed numbers are in your cart already, or became yours meanwhile.",
  );
  redirect(CART);
});

/** Before it is approved: whose it was goes back to the cart. */
export const cancelOrderAction = action(schema, async (admin, input) => {
  const { orderId } = input;
  const page = orderAddress(orderId);
  const outcome = await cancelUnapprovedOrder(admin, orderId);
  if (outcome.kind === "not-found") nothingHere();
  if (outcome.kind !== "cancelled") redirect(backTo(input));
  if (!outcome.mine) {
    await flash(page, "The order was cancelled. Nothing was bought.");
    redirect(backTo(input));
  }
  await flash(CART, "The order was cancelled. Nothing was bought, and its numbers are still in your cart.");
  redirect(CART);
});

export const cancelRemainingAction = action(schema, async (admin, input) => {
  const { orderId } = input;
  const page = orderAddress(orderId);
  const outcome = await cancelRemaining(admin, orderId);
  if (outcome.kind === "not-found") nothingHere();
  if (outcome.kind === "nothing-left")
    await flash(
      page,
      "Nothing is left to cancel: the order has ended, or somebody has cancelled it already.",
    );
  if (outcome.kind === "cancelled") {
    pumpAfterwards(admin.organizationId);
    await flash(
      page,
      outcome.numbers > 0
        ? `What was left is cancelled: ${plural(outcome.numbers, "number")} will not be bought.`
        : "What was left is cancelled. Numbers whose purchase is under way are looked up at Twilio first.",
    );
  }
  redirect(backTo(input));
});

export const resumeAction = action(schema, async (admin, input) => {
  const { orderId } = input;
  const page = orderAddress(orderId);
  const outcome = await resumeOrder(admin, orderId);
  if (outcome.kind === "trouble")
    await flash(page, `${troubleSentence(outcome.trouble)} The order stays paused; try again later.`, "bad");
  if (outcome.kind === "still-checking")
    await flash(
      page,
      "Prices rose, and some numbers are still being checked with Twilio. The order stays paused; resume it in some minutes.",
      "bad",
    );
  if (outcome.kind === "ending")
    await flash(page, "What is left of this order was cancelled, so it can’t be resumed.", "bad");
  if (outcome.kind === "not-paused") await flash(page, "This order is not paused any more.");
  if (outcome.kind === "resumed") {
    pumpAfterwards(admin.organizationId);
    if (outcome.dearer > 0)
      await flash(page, `${plural(outcome.dearer, "number")} cost more now and will not be bought.`, "bad");
  }
  redirect(backTo(input));
});
