import { Fingerprint } from "@/components/fingerprint";
import { OrderStatus } from "@/components/status";
import { EmptyValue } from "@/components/ui/empty-value";
import { Table } from "@/components/ui/table";
import { orderAddress, withQuery } from "@/lib/domain/addresses";
import { dateAndClock, money, plainNumber } from "@/lib/domain/format";
import { isFinished } from "@/lib/domain/orders/order";
import type { ListedOrder } from "@/lib/orders/read-order";

export function OrdersTable({ orders }: { orders: ListedOrder[] }) {
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
        <OrderLine key={order.id} order={order} />
      ))}
    </Table>
  );
}

function OrderLine({ order }: { order: ListedOrder }) {
  const dropped = order.state === "cancelled" || order.state === "expired";
  const micros = isFinished(order.state) ? order.paidMicros : order.totalMicros;
  return (
    <tr>
      <td className="table-number">
        <a className="link-row link-target" href={withQuery(orderAddress(order.id), { show: "all" })}>
          <Fingerprint of={order} />
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
      <td className="orders-table-forward table-wide">{plainNumber(order.forwardTo)}</td>
      <td className="orders-table-requester">{order.requesterName}</td>
      <td className="table-right table-date">{dateAndClock(order.createdAt)}</td>
    </tr>
  );
}
