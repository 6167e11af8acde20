import { z } from "zod";
import { Page } from "@/components/shell";
import { OrderStatus, orderWord } from "@/components/status";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { EmptyValue } from "@/components/ui/empty-value";
import { FilterTabs } from "@/components/ui/filter-tabs";
import { Pager } from "@/components/ui/pager";
import { Table } from "@/components/ui/table";
import { requireAdmin } from "@/lib/auth/require-admin";
import { dateAndClock, money, plainNumber } from "@/lib/domain/format";
import { isFinished, ORDER_STATES, shortFingerprint } from "@/lib/domain/orders/order";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { type ListedOrder, listOrders } from "@/lib/orders/read-order";
import { shellOf } from "../shell-props";

export const metadata = { title: "Orders" };

/** One state, or whatever else was typed, which means all. */
const SHOWN = [...ORDER_STATES, "ending"] as const;
const showSchema = z.enum(SHOWN).optional().catch(undefined);

export default async function Orders({ searchParams }: PageProps<"/administration/orders">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const show = showSchema.parse(params.show);
  const { page, counts } = await listOrders(admin, show, pageAskedSchema.parse(params));
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
      ) : page.rows.length === 0 ? (
        <p className="quiet">No order is in this state any more.</p>
      ) : (
        <>
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
            {page.rows.map((order) => (
              <OrderLine key={order.id} order={order} />
            ))}
          </Table>
          <Pager page={page} query={show ? { show } : {}} />
        </>
      )}
    </Page>
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
