import { notFound, redirect } from "next/navigation";
import { FlashMessage } from "@/app/administration/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { AdministrationWindow } from "@/components/shell";
import { AutoRefresh } from "@/components/ui/auto-refresh";
import { ButtonLink } from "@/components/ui/button";
import { requireAdmin } from "@/lib/auth/require-admin";
import { worthPuttingBack } from "@/lib/cart/worth-putting-back";
import { money } from "@/lib/domain/format";
import { isEnding, isFinished, isUnfinished } from "@/lib/domain/orders/order";
import { orderSummary } from "@/lib/domain/orders/order-summary";
import { readHistory } from "@/lib/orders/read-history";
import { readOrder } from "@/lib/orders/read-order";
import { pumpAfterwards } from "@/lib/purchasing/schedule-pump";
import { STEPS, shellOf } from "../../shell-props";
import { CancelRest } from "./cancel-rest";
import { CompletedDialog } from "./completed-dialog";
import { OrderDetails } from "./order-details";
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
    redirect(`/administration/orders/${orderId}/transaction-code`);
  if (isUnfinished(order.state)) pumpAfterwards(admin.organizationId);

  const summary = orderSummary(lines);
  const [history, again] = await Promise.all([
    readHistory(admin, order),
    isFinished(order.state) && summary.failed > 0 ? worthPuttingBack(admin, lines) : [],
  ]);
  const ending = isEnding(order);
  const live = order.state === "approved" || order.state === "buying" || (ending && summary.left > 0);
  // Read out every tenth of the way, not every number.
  const tenth = Math.floor((summary.settled / lines.length) * 10);
  const { show } = await searchParams;
  // Not for somebody who comes back through the list of orders, or looks at one status.
  const greets =
    show === undefined &&
    order.state === "done" &&
    order.requesterId === admin.userId &&
    order.readAt.getTime() - (order.finishedAt?.getTime() ?? 0) < FRESH_MS;
  return (
    <>
      <AdministrationWindow
        {...shellOf(admin, "caller-ids")}
        title="Cart"
        closeTo="/administration/caller-ids"
        steps={{ names: STEPS, step: 3 }}
        foot={
          <>
            {isFinished(order.state) ? (
              <dl className="due">
                <div>
                  <dt>Paid</dt>
                  <dd>{money(summary.paidMicros, order.currency)}</dd>
                </div>
                <div>
                  <dt>Per month</dt>
                  <dd>{money(summary.paidMicros, order.currency)}</dd>
                </div>
              </dl>
            ) : (
              isUnfinished(order.state) && (
                <span className="say">
                  {ending
                    ? "Nothing more is bought."
                    : order.state === "paused"
                      ? "Nothing more is bought until somebody resumes."
                      : "You can close this window. Buying goes on without it."}
                </span>
              )
            )}
            <div className="actions">
              {isUnfinished(order.state) && !ending && summary.left > 0 && (
                <CancelRest orderId={orderId} summary={summary} />
              )}
              {isFinished(order.state) && (
                <ButtonLink icon="download" href={`/administration/orders/${orderId}/receipt`}>
                  Receipt (CSV)
                </ButtonLink>
              )}
              <ButtonLink
                look={isFinished(order.state) ? "primary" : undefined}
                href="/administration/caller-ids"
              >
                Return to Caller id(s)
              </ButtonLink>
            </div>
          </>
        }
      >
        <FlashMessage />
        {order.approvedAt && <OrderTally order={order} summary={summary} takesFocus />}
        <OrderNotices order={order} summary={summary} worthPuttingBack={again.length} />
        <OrderTable lines={lines} summary={summary} show={String(show ?? "all")} />
        <OrderDetails order={order} users={users} organizationName={admin.organizationName} />
        <OrderHistory entries={history} />
        <AutoRefresh
          live={live}
          // A long list is dearer to draw, and nobody reads 500 rows a second.
          every={lines.length > 100 ? 2500 : 1000}
          says={
            live ? `${tenth * 10} percent done` : isFinished(order.state) ? "The purchase has ended." : ""
          }
        />
        <CopyE164 />
      </AdministrationWindow>
      {greets && <CompletedDialog numbers={lines.length} />}
    </>
  );
}
