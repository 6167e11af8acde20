import { notFound, redirect } from "next/navigation";
import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-admin";
import { findRetryableLines } from "@/lib/cart/find-retryable-lines";
import { ORDERS, transactionCodeAddress } from "@/lib/domain/addresses";
import { isFinished, isUnfinished } from "@/lib/domain/orders/order";
import { orderSummary } from "@/lib/domain/orders/order-summary";
import { readHistory } from "@/lib/orders/read-history";
import { readOrder } from "@/lib/orders/read-order";
import { pumpAfterwards } from "@/lib/purchasing/schedule-pump";
import { PURCHASE_STEPS } from "../../purchase-steps";
import { CompletedDialog } from "./completed-dialog";
import { FollowOrder } from "./follow-order";
import { OrderDetails } from "./order-details";
import { OrderFoot } from "./order-foot";
import { OrderHistory } from "./order-history";
import { OrderNotices } from "./order-notices";
import { OrderTable } from "./order-table";
import { OrderTally } from "./order-tally";

export const metadata = { title: "Cart" };
/** Buying goes on after the answer, for as long as the platform allows. */
export const maxDuration = 300;

/** How long after its end an order greets its requester with the message. */
const FRESH_MS = 10 * 60 * 1000;

export default async function OrderWindow({
  params,
  searchParams,
}: PageProps<"/administration/orders/[orderId]">) {
  const admin = await requireAdmin();
  const { orderId } = await params;
  const read = await readOrder(admin, orderId);
  if (!read) notFound();
  const { order, lines, users } = read;
  if (order.state === "awaiting_code" && order.requesterId === admin.userId)
    redirect(transactionCodeAddress(orderId));
  if (isUnfinished(order.state)) pumpAfterwards(admin.organizationId);

  const summary = orderSummary(lines);
  const [history, retryable] = await Promise.all([
    readHistory(admin, order),
    isFinished(order.state) && summary.failed > 0 ? findRetryableLines(admin, lines) : [],
  ]);
  const { show } = await searchParams;
  // Not for somebody who comes back through the list of orders, or looks at one status.
  const greets =
    show === undefined &&
    order.state === "done" &&
    order.requesterId === admin.userId &&
    order.readAt.getTime() - (order.finishedAt?.getTime() ?? 0) < FRESH_MS;
  return (
    <>
      <Window
        title="Cart"
        closeTo={ORDERS}
        steps={{ names: PURCHASE_STEPS, step: 3 }}
        foot={<OrderFoot order={order} summary={summary} />}
      >
        <FlashMessage />
        {order.approvedAt && <OrderTally order={order} summary={summary} takesFocus />}
        <OrderNotices order={order} summary={summary} retryable={retryable.length} />
        <OrderTable lines={lines} summary={summary} show={String(show ?? "all")} />
        <OrderDetails order={order} users={users} organizationName={admin.organizationName} />
        <OrderHistory entries={history} />
        <FollowOrder order={order} summary={summary} lines={lines.length} />
        <CopyE164 />
      </Window>
      {greets && <CompletedDialog numbers={lines.length} />}
    </>
  );
}
