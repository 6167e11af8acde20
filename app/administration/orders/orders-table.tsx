import { OrderStatus } from "@/components/status";
import { EmptyValue } from "@/components/ui/empty-value";
import { Table } from "@/components/ui/table";
import { orderAddress, withQuery } from "@/lib/domain/addresses";
import { dateAndClock, money, plainNumber } from "@/lib/domain/format";
import { isFinished, shortFingerprint } from "@/lib/domain/orders/order";
import type { ListedOrder } from "@/lib/orders/read-order";

export function OrdersTable({ orders }: { orders: ListedOrder[] }) {
  return (
    <Table
      caption="Orders"
      className="orders"
      columns={[
        "Order",
        "Status",
        { head: "Numbers", className: "right" },
        { head: "Paid or due", className: "right" },
        { head: "Forwards to", className: "cut-2" },
        "Placed by",
        { head: "Placed", className: "right" },
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
      <td className="num">
        <a
          className="row-link inline-target fingerprint"
          href={withQuery(orderAddress(order.id), { show: "all" })}
        >
          {shortFingerprint(order.fingerprint)}
        </a>
      </td>
      <td className="state">
        <OrderStatus order={order}>
          {order.state === "buying" || order.state === "partly_done"
            ? `, ${order.bought} of ${order.lines}`
            : ""}
        </OrderStatus>
      </td>
      <td className="right count">
        {order.lines}
        <span className="only-narrow"> {order.lines === 1 ? "number" : "numbers"}</span>
      </td>
      <td className="right price">
        {dropped ? <EmptyValue meaning="nothing" /> : money(micros, order.currency)}
      </td>
      <td className="to cut-2">{plainNumber(order.forwardTo)}</td>
      <td className="by">{order.requesterName}</td>
      <td className="right date">{dateAndClock(order.createdAt)}</td>
    </tr>
  );
}
