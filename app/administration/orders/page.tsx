import { z } from "zod";
import { orderWord } from "@/components/status";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { FilterTabs } from "@/components/ui/filter-tabs";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/require-user";
import { ADD_CALLER_IDS, ORDERS, withQuery } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { ORDER_STATUSES } from "@/lib/domain/orders/order";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { listOrders } from "@/lib/orders/read-order";
import { OrdersTable } from "./orders-table";

export const metadata = { title: "Orders" };

/** One status, or whatever else was typed, which means all. */
const showSchema = z.enum(ORDER_STATUSES).optional().catch(undefined);

export default async function Orders({ searchParams }: PageProps<"/administration/orders">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const show = showSchema.parse(params.show);
  const asked = pageAskedSchema.parse(params);
  const { page, counts, total } = await listOrders(admin, show, asked);
  const here = withQuery(ORDERS, { show, ...asked });
  return (
    <Page>
      <PageHead
        title="Orders"
        about="Every purchase of the organization, newest first. What its requester replaced before approving it is under Cancelled."
      />
      <div className="stack">
        {counts.size > 1 && (
          <FilterTabs
            label="Show"
            param="show"
            current={show ?? "all"}
            tabs={[
              { to: "all", name: "All", count: total },
              ...ORDER_STATUSES.filter((status) => counts.has(status)).map((status) => ({
                to: status,
                name: orderWord(status),
                count: counts.get(status) ?? 0,
              })),
            ]}
          />
        )}
        {counts.size === 0 ? (
          <Empty
            icon="cart"
            title="No orders yet"
            actions={
              <ButtonLink icon="search" href={ADD_CALLER_IDS}>
                Search for numbers
              </ButtonLink>
            }
          >
            <p>What you buy is listed here, with what became of each number.</p>
          </Empty>
        ) : page.rows.length === 0 ? (
          <p className="text-quiet">No order is in this state any more.</p>
        ) : (
          <>
            <OrdersTable
              orders={page.rows}
              back={here === ORDERS ? null : here}
              dates={datesOf(admin, new Date())}
            />
            <Pager page={page} query={show ? { show } : {}} />
          </>
        )}
      </div>
    </Page>
  );
}
