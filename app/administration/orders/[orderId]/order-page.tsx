import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { OrderStatus } from "@/components/status";
import { ButtonLink } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { ORDERS, receiptAddress } from "@/lib/domain/addresses";
import { isFinished, mayCancelRemaining, orderName } from "@/lib/domain/orders/order";
import { CancelRemaining } from "./cancel-remaining";
import { FollowOrder } from "./follow-order";
import { OrderDetails } from "./order-details";
import { OrderHistory } from "./order-history";
import { OrderNotices } from "./order-notices";
import { OrderTable } from "./order-table";
import { OrderTally } from "./order-tally";
import type { OrderView } from "./order-view";

/** An order as every admin of the organisation finds it among the orders; `back` is the list it was opened from. */
export function OrderPage({ back, ...view }: OrderView & { back: string }) {
  const { order, lines, summary, dates } = view;
  return (
    <Page>
      <PageHead
        back={{ to: back, name: back.startsWith(ORDERS) ? "Orders" : "Back" }}
        title={orderName(order)}
        status={<OrderStatus order={order} />}
        about={`Placed by ${order.requesterName} ${dates.when(order.createdAt)}`}
        actions={
          <>
            {isFinished(order.state) && (
              <ButtonLink icon="download" href={receiptAddress(order.id)}>
                Receipt (CSV)
              </ButtonLink>
            )}
            {mayCancelRemaining(order) && summary.left > 0 && (
              <CancelRemaining orderId={order.id} here={view.here} summary={summary} />
            )}
          </>
        }
      />
      <div className="with-aside">
        <div className="stack">
          <FlashMessage />
          {order.approvedAt && <OrderTally order={order} summary={summary} dates={dates} takesFocus />}
          <OrderNotices {...view} />
          <OrderTable {...view} query={back === ORDERS ? {} : { back }} />
          <OrderHistory entries={view.history} dates={dates} />
        </div>
        <aside aria-label="About this order">
          <OrderDetails {...view} />
        </aside>
      </div>
      <FollowOrder order={order} summary={summary} lines={lines.length} />
      <CopyE164 />
    </Page>
  );
}
