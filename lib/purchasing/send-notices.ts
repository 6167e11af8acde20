import { endNotice, postponeNotice } from "@/db/queries/notices";
import { countLines, listLines } from "@/db/queries/order-lines";
import { claimNotice } from "@/db/queries/order-notices";
import { orderNotices } from "@/db/schema";
import { isUncharged, type LineState } from "@/lib/domain/orders/line";
import { isFinished, type NoticeKind, onlyReviewIsLeft, orderStatus } from "@/lib/domain/orders/order";
import { LEASE_MS } from "@/lib/email/patience";
import { sendNotice } from "@/lib/email/send-notice";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { withLogFields } from "@/lib/runtime/log";
import { orderEmail } from "./order-email";

type Counts = Partial<Record<LineState, number>>;
type Notice = NonNullable<Awaited<ReturnType<typeof claimNotice>>>;

/** What a notice says must still be so when it leaves. */
const STILL_TRUE: Record<NoticeKind, (order: Notice["order"], lines: Counts) => boolean> = {
  finished: ({ state }) => isFinished(state),
  paused: (order) => orderStatus(order) === "paused",
  review: ({ state }, lines) => !isFinished(state) && onlyReviewIsLeft(lines),
};

/** Mails the requesters of orders that have ended or need a person; the owners where a requester has left. */
export async function sendNotices(): Promise<void> {
  const db = database("engine");
  for (let notice = await claimNotice(db, LEASE_MS); notice; notice = await claimNotice(db, LEASE_MS))
    await send(notice);
}

async function send(notice: Notice) {
  const db = database("engine");
  const { id, version, orderId, order, tries } = notice;
  const end = () => endNotice(db, orderNotices, notice);
  if (!STILL_TRUE[notice.kind](order, await countLines(db, orderId))) return end();
  const key = `order-notice/${id}/${Date.parse(version)}`;
  const postpone = (ms: number) => postponeNotice(db, orderNotices, id, ms);
  const message = await messageOf(notice);
  await withLogFields({ orderId }, () => sendNotice({ key, to: order.to, tries, end, postpone }, message));
}

async function messageOf(notice: Notice) {
  const { kind, orderId, order } = notice;
  const lines = await listLines(database("engine"), notice, orderId);
  const inState = (state: string) => lines.filter((line) => line.state === state);
  const bought = inState("bought");
  const { publicUrl, support } = env();
  return orderEmail({
    kind,
    number: order.number,
    link: `${publicUrl}/administration/orders/${orderId}`,
    numbers: lines.length,
    bought: bought.length,
    failed: inState("failed").length,
    uncharged: inState("failed").every((line) => isUncharged(line.reason)),
    review: inState("review").length,
    paidMicros: bought.reduce((sum, line) => sum + line.priceMicros, 0),
    currency: lines[0]?.currency ?? "USD",
    pausedReason: order.pausedReason,
    support,
  });
}
