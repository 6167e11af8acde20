import { money, plural } from "@/lib/domain/format";
import { type NoticeKind, orderName, pauseSentence } from "@/lib/domain/orders/order";
import type { Support } from "@/lib/email/layout";
import { letter } from "@/lib/email/letter";

type ToldOrder = {
  kind: NoticeKind;
  number: number;
  link: string;
  numbers: number;
  bought: number;
  failed: number;
  /** Whether it is known that nothing was charged for those that failed. */
  uncharged: boolean;
  review: number;
  paidMicros: number;
  currency: string;
  pausedReason: string | null;
  support: Support;
};

/** Tells the requester that the order has ended, or what it waits for; the page says the rest. */
export function orderEmail(order: ToldOrder) {
  const { subject, sentence, button } = wordsOf(order);
  const name = orderName(order);
  return letter({
    subject: `${subject} (${name})`,
    title: subject,
    sentences: [sentence],
    button,
    link: order.link,
    foot: `For ${name}, which you placed.`,
    support: order.support,
  });
}

function wordsOf(order: ToldOrder): { subject: string; sentence: string; button: string } {
  const { numbers, bought, failed, review } = order;
  const paid = `${plural(bought, "number")} bought for ${money(order.paidMicros, order.currency)}`;
  const status = bought === 0 ? "Nothing was bought so far." : `${paid} so far; that stays as it is.`;
  if (order.kind === "paused")
    return {
      subject: "Buying is paused",
      sentence: `${pauseSentence(order.pausedReason ?? "")} ${status}`,
      button: "Open the order",
    };
  if (order.kind === "review")
    return {
      subject: `${plural(review, "number")} ${review === 1 ? "needs" : "need"} you`,
      sentence: `The console can’t tell whether this order bought ${review === 1 ? "it" : "them"}. Only a person can, on the Reconcile page. ${status}`,
      button: "Open the order",
    };
  if (failed === 0)
    return {
      subject: "Purchase is completed",
      sentence: `${paid}. ${bought === 1 ? "It is" : "They are"} in your Custom Caller IDs.`,
      button: "Open the order",
    };
  return {
    subject: `Purchase finished: ${bought} of ${numbers} bought`,
    sentence: `${bought === 0 ? "Nothing was bought" : paid}. ${plural(failed, "number")} ${failed === 1 ? "was" : "were"} not bought${order.uncharged ? " and not charged" : ""}; the order says why, and can put back into the cart what buying again might get.`,
    button: "Open the order",
  };
}
