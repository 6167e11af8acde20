import { money, plural } from "@/lib/domain/format";
import { type NoticeKind, orderName, pauseSentence } from "@/lib/domain/orders/order";
import { escapeHtml, htmlEmail, type Support, supportLine } from "@/lib/email/layout";

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
  return {
    subject: `${subject} (${name})`,
    text: `${sentence}

${button}: ${order.link}

${supportLine(order.support)}`.trim(),
    html: htmlEmail({
      title: escapeHtml(subject),
      body: `<p style="margin:0 0 24px;color:#454b58">${escapeHtml(sentence)}</p>
<p style="margin:0"><a href="${escapeHtml(order.link)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:#2453d6;color:#ffffff;text-decoration:none;font-weight:600">${button}</a></p>
<p style="margin:16px 0 0;color:#646b79;font-size:13px">For ${name}, which you placed.</p>`,
      support: order.support,
    }),
  };
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
