import { createHash } from "node:crypto";
import { claimNotice, endNotice, postponeNotice } from "@/db/queries/order-notices";
import { countLines, listLines } from "@/db/queries/orders";
import { isUncharged, type LineState } from "@/lib/domain/orders/line";
import { isFinished, type NoticeKind, onlyReviewIsLeft, orderStatus } from "@/lib/domain/orders/order";
import { mailer } from "@/lib/email";
import { LEASE_MS, MAX_TRIES, waitAfter } from "@/lib/email/patience";
import { env } from "@/lib/runtime/config/env";
import { database } from "@/lib/runtime/database";
import { log, withLogFields } from "@/lib/runtime/log";
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
  for (let notice = await claimNotice(db, LEASE_MS); notice; notice = await claimNotice(db, LEASE_MS)) {
    const { id, orderId, tries } = notice;
    if (!STILL_TRUE[notice.kind](notice.order, await countLines(db, orderId))) {
      await endNotice(db, notice);
      continue;
    }
    const outcome = await sendToAll(notice);
    if (outcome.kind === "sent") {
      await endNotice(db, notice);
      continue;
    }
    withLogFields({ orderId }, () =>
      log.warn("order notice was not sent", { noticeId: id, tries, reason: outcome.reason }),
    );
    if (tries >= MAX_TRIES) await endNotice(db, notice);
    else await postponeNotice(db, id, waitAfter(tries));
  }
}

/** Whoever has got it already gets it no second time: each has a key of their own. */
async function sendToAll(notice: Notice) {
  const { id, version, order } = notice;
  const message = await messageOf(notice);
  const key = `order-notice/${id}/${Date.parse(version)}`;
  for (const to of order.to) {
    const idempotencyKey =
      order.to.length === 1 ? key : `${key}/${createHash("sha256").update(to).digest("hex").slice(0, 16)}`;
    const outcome = await mailer().send({ to, ...message, idempotencyKey });
    if (outcome.kind !== "sent") return outcome;
  }
  return { kind: "sent" as const };
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
