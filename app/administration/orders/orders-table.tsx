import { PlainNumber } from "@/components/phone-number";
import { OrderStatus } from "@/components/status";
import { EmptyValue } from "@/components/ui/empty-value";
import { Table } from "@/components/ui/table";
import { orderAddress, withQuery } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { money } from "@/lib/domain/format";
import { isFinished, orderName } from "@/lib/domain/orders/order";
import type { ListedOrder } from "@/lib/orders/read-order";

/** `back` is where an order leads back to: this list as it is shown. */
export function OrdersTable({
  orders,
  back,
  dates,
}: {
  orders: ListedOrder[];
  back: string | null;
  dates: Dates;
}) {
  return (
    <Table
      caption="Orders"
      className="orders-table"
      columns={[
        "Order",
        "Status",
        { head: "Numbers", className: "table-right" },
        { head: "Paid or due", className: "table-right" },
        { head: "Forwards to", className: "table-wide" },
        "Placed by",
        { head: "Placed", className: "table-right" },
      ]}
    >
      {orders.map((order) => (
        <OrderLine key={order.id} order={order} back={back} dates={dates} />
      ))}
    </Table>
  );
}

function OrderLine({ order, back, dates }: { order: ListedOrder; back: string | null; dates: Dates }) {
  const dropped = order.state === "cancelled" || order.state === "expired";
  const micros = isFinished(order.state) ? order.paidMicros : order.totalMicros;
  return (
    <tr>
      <td className="table-number">
        <a className="link-row" href={withQuery(orderAddress(order.id), { back })}>
          {orderName(order)}
        </a>
      </td>
      <td className="table-state">
        <OrderStatus order={order}>
          {order.state === "buying" || order.state === "partly_done"
            ? `, ${order.bought} of ${order.lines}`
            : ""}
        </OrderStatus>
      </td>
      <td className="table-right orders-table-count">
        {order.lines}
        <span className="only-narrow"> {order.lines === 1 ? "number" : "numbers"}</span>
      </td>
      <td className="table-right table-price">
        {dropped ? <EmptyValue meaning="nothing" /> : money(micros, order.currency)}
      </td>
      <td className="orders-table-forward table-wide">
        <PlainNumber e164={order.forwardTo} />
      </td>
      <td className="orders-table-requester">{order.requesterName}</td>
      <td className="table-right table-date">{dates.dayAndTime(order.createdAt)}</td>
    </tr>
  );
}
