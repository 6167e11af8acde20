"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { purchaseAddress, transactionCodeAddress } from "@/lib/domain/addresses";
import type { FormAnswer } from "@/lib/domain/form-answer";
import { money, plural } from "@/lib/domain/format";
import { forwardedToSentence, loopSentence } from "@/lib/domain/forwarding/forwarding";
import { troubleSentence } from "@/lib/domain/twilio/trouble";
import type { OrderChange } from "@/lib/orders/approve-order";
import { type ValidateOutcome, validateCode } from "@/lib/orders/validate-code";
import { pumpAfterwards } from "@/lib/purchasing/schedule-pump";
import { sendNewCode } from "@/lib/transaction-codes/send-new-code";
import { action, bad, badFields, ok } from "@/lib/web/action";
import { nothingHere } from "@/lib/web/nothing-here";

const orderId = z.string().max(40);

export const validateCodeAction = action(
  z.object({ orderId, code: z.string().max(100).default("") }),
  async (admin, input) => {
    const outcome = await validateCode(admin, input.orderId, input.code);
    if (outcome.kind === "not-found") nothingHere();
    if (outcome.kind === "not-awaiting") redirect(transactionCodeAddress(input.orderId));
    if (outcome.kind === "approved") {
      pumpAfterwards(admin.organizationId);
      redirect(purchaseAddress(input.orderId));
    }
    // The facts, the expiry and the wait beside the form may have changed with the answer.
    revalidatePath(transactionCodeAddress(input.orderId));
    return answerOf(outcome, { code: input.code });
  },
);

type Answered = Exclude<ValidateOutcome, { kind: "not-found" | "not-awaiting" | "approved" }>;

function answerOf(outcome: Answered, values: { code: string }): FormAnswer {
  const field = (code: string) => badFields({ code }, values);
  switch (outcome.kind) {
    case "malformed":
      return field(
        "A Transaction Code has 8 letters and digits, such as 7K4Q-9RXM. This did not cost a try.",
      );
    case "wrong":
      return outcome.triesLeft > 0
        ? field(`That is not the code we sent. ${plural(outcome.triesLeft, "try", "tries")} left.`)
        : field("That is not the code we sent, and it was the last try. Send a new code.");
    case "expired":
      return field("This code has expired: it worked for 10 minutes. Send a new code.");
    case "superseded":
      return field("This code was replaced by a newer one. Use the code of the newest email.");
    case "another-try":
      return bad(
        "Another try of this code is still being checked. This one was not counted: wait a moment, then try again.",
        values,
      );
    case "used-up":
      return field("This code is used up after 5 wrong tries. Send a new code.");
    case "no-code":
      return field("There is no code for this order yet. Send a new code.");
    case "over-maximum":
      return bad(
        `Your organization may purchase ${plural(outcome.quota.maximum, "Caller ID")} in all, and ${plural(outcome.quota.exceededBy, "number")} of this order would be too many by now. Nothing was bought. Cancel, remove some, and proceed again.`,
        values,
      );
    case "forwarding":
      return bad(
        `${loopSentence(outcome.problem)} Nothing was bought. Cancel, and proceed again with another number.`,
        values,
      );
    case "forwarded-to":
      return bad(`${forwardedToSentence(outcome)} Nothing was bought, and no try was used.`, values);
    case "no-longer-sold":
      return bad(
        `Twilio names no price any more for ${plural(outcome.numbers.length, "number")} of this order. Nothing was bought. Cancel, remove ${outcome.numbers.length === 1 ? "it" : "them"} from the cart, and proceed again.`,
        values,
      );
    case "changed":
      return bad(
        `The order changed since the code was sent: ${outcome.changes.map(changeSentence).join(" ")} Nothing was bought. ${outcome.sent ? "We emailed a new code for the order as it is now." : "The new code could not be emailed: send a new code."}`,
        values,
      );
    case "trouble":
      return bad(`${troubleSentence(outcome.trouble)} Nothing was bought; the code still works.`, values);
  }
}

function changeSentence(change: OrderChange): string {
  if (change.what === "users")
    return `${change.names.join(", ")} ${change.names.length === 1 ? "is" : "are"} no longer active and will not be assigned.`;
  return `Twilio’s prices changed, from ${money(change.fromMicros, change.from)} to ${money(change.toMicros, change.to)} per month.`;
}

export const sendNewCodeAction = action(z.object({ orderId }), async (admin, input) => {
  const outcome = await sendNewCode(admin, input.orderId);
  if (outcome.kind === "not-found") nothingHere();
  if (outcome.kind === "not-awaiting") redirect(transactionCodeAddress(input.orderId));
  revalidatePath(transactionCodeAddress(input.orderId));
  switch (outcome.kind) {
    case "sent":
      return ok("A new code is on its way. The earlier one no longer works.");
    case "not-sent":
      return bad("The email could not be sent. Your order is kept; try again.");
    case "too-soon":
      return bad(
        `A code was sent a moment ago. Wait ${plural(outcome.waitSeconds, "second")}, then try again.`,
      );
    case "too-many-for-order":
      return bad("Five codes were sent for this order already. Cancel it and proceed again from the cart.");
    case "too-many-this-hour":
      return bad(
        "You have asked for 20 codes in the last hour. Your order is kept for 24 hours: try again later.",
      );
  }
});
