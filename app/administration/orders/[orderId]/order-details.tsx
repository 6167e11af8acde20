import { orderTerms } from "@/components/order-terms";
import { DefinitionList } from "@/components/ui/definition-list";
import { dateAndClock, money, took } from "@/lib/domain/format";
import type { Order } from "@/lib/orders/read-order";

/** Who ordered what, when, and on which terms; on paper this is what the rows belong to. */
export function OrderDetails({
  order,
  users,
  organizationName,
}: {
  order: Order;
  users: { id: string; name: string }[];
  organizationName: string;
}) {
  return (
    <DefinitionList
      facts={[
        ["Organization", organizationName],
        ["Placed by", `${order.requesterName}, ${dateAndClock(order.createdAt)}`],
        [
          "Approved",
          // Only who placed an order gets its code.
          order.approvedAt ? `${order.requesterName}, ${dateAndClock(order.approvedAt)}` : "Not approved",
        ],
        [
          "Buying took",
          order.approvedAt && order.finishedAt
            ? took(order.finishedAt.getTime() - order.approvedAt.getTime())
            : "–",
        ],
        ["Total approved", order.approvedAt ? money(order.totalMicros, order.currency) : "–"],
        ...orderTerms({ order, users }),
      ]}
    />
  );
}
