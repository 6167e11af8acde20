import { z } from "zod";
import { Page } from "@/components/shell";
import { OrderStatus, orderWord } from "@/components/status";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { EmptyValue } from "@/components/ui/empty-value";
import { FilterTabs } from "@/components/ui/filter-tabs";
import { requireAdmin } from "@/lib/auth/require-admin";
import { dateAndClock, money, plainNumber } from "@/lib/domain/format";
import { isFinished, ORDER_STATES, shortFingerprint } from "@/lib/domain/orders/order";
import { listOrders } from "@/lib/orders/read-order";
import { shellOf } from "../shell-props";

export const metadata = { title: "Orders" };

/** One state, or whatever else was typed, which means all. */
const SHOWN = [...ORDER_STATES, "ending"] as const;
const showSchema = z.enum(SHOWN).optional().catch(undefined);

export default async function Orders({ searchParams }: PageProps<"/administration/orders">) {
  const admin = await requireAdmin();
  const show = showSchema.parse((await searchParams).show);
  const { orders, counts } = await listOrders(admin, show);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <Page {...shellOf(admin, "orders")}>
      <div className="page-head">
        <div>
          <h1>Orders</h1>
          <p>Every purchase of the organization, newest first</p>
        </div>
      </div>
      {counts.size > 1 && (
        <FilterTabs
          label="Show"
          param="show"
          current={show ?? "all"}
          segments={[
            { to: "all", name: "All", count: total },
            ...SHOWN.filter((state) => counts.has(state)).map((state) => ({
              to: state,
              name: orderWord(state),
              count: counts.get(state) ?? 0,
            })),
          ]}
        />
      )}
      {total === 0 ? (
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
      ) : orders.length === 0 ? (
        <p className="quiet">No order is in this state any more.</p>
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

function OrderLine({ order }: { order: Awaited<ReturnType<typeof listOrders>>["orders"][number] }) {
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
