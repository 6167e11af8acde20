import { Page } from "@/components/shell";
import { OrderStatus } from "@/components/status";
import { ButtonLink } from "@/components/ui/button";
import { Dash } from "@/components/ui/dash";
import { Empty } from "@/components/ui/empty";
import { requireAdmin } from "@/lib/auth/require-admin";
import { dateAndClock, money, plainNumber } from "@/lib/format";
import { isFinished, shortFingerprint } from "@/lib/orders/order";
import { listOrders } from "@/lib/orders/read-order";
import { shellOf } from "../shell-props";

export const metadata = { title: "Orders" };

export default async function Orders() {
  const admin = await requireAdmin();
  const orders = await listOrders(admin);
  return (
    <Page {...shellOf(admin, "orders")}>
      <div className="page-head">
        <div>
          <h1>Orders</h1>
          <p>Every purchase of the organization, newest first</p>
        </div>
      </div>
      {orders.length === 0 ? (
        <Empty
          icon="cart"
          title="No orders yet"
          actions={
            <ButtonLink icon="search" href="/administration/caller-ids/add">
              Search for numbers
            </ButtonLink>
          }
        >
          <p>What you buy is listed here, with what became of each number.</p>
        </Empty>
      ) : (
        <table className="table orders">
          <caption className="sr-only">Orders</caption>
          <thead>
            <tr>
              <th scope="col">Order</th>
              <th scope="col">Status</th>
              <th className="right" scope="col">
                Numbers
              </th>
              <th className="right" scope="col">
                Paid or due
              </th>
              <th scope="col" className="cut-2">
                Forwards to
              </th>
              <th scope="col">Placed by</th>
              <th className="right" scope="col">
                Placed
              </th>
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <OrderLine key={order.id} order={order} />
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function OrderLine({ order }: { order: Awaited<ReturnType<typeof listOrders>>[number] }) {
  const dropped = order.state === "cancelled" || order.state === "expired";
  const micros = isFinished(order.state) ? order.paidMicros : order.totalMicros;
  return (
    <tr>
      <td className="num">
        <a
          className="row-link inline-target fingerprint"
          href={`/administration/orders/${order.id}?show=all`}
        >
          {shortFingerprint(order.fingerprint)}
        </a>
      </td>
      <td className="state">
        <OrderStatus state={order.state}>
          {order.state === "buying" || order.state === "partly_done"
            ? `, ${order.bought} of ${order.lines}`
            : ""}
        </OrderStatus>
      </td>
      <td className="right count">
        {order.lines}
        <span className="only-narrow"> {order.lines === 1 ? "number" : "numbers"}</span>
      </td>
      <td className="right price">{dropped ? <Dash meaning="nothing" /> : money(micros, order.currency)}</td>
      <td className="to cut-2">{plainNumber(order.forwardTo)}</td>
      <td className="by">{order.requesterName}</td>
      <td className="right date">{dateAndClock(order.createdAt)}</td>
    </tr>
  );
}
