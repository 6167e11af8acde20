import { orderTerms } from "@/components/order-terms";
import { Facts } from "@/components/ui/facts";
import { dateAndClock, money } from "@/lib/format";
import type { Order } from "@/lib/orders/read-order";

/** Who ordered what, when, and on which terms; on paper this is what the rows belong to. */
export function OrderFacts({
  order,
  users,
  organizationName,
}: {
  order: Order;
  users: { id: string; name: string }[];
  organizationName: string;
}) {
  return (
    <Facts
      facts={[
        ["Organization", organizationName],
        ["Placed by", `${order.requesterName}, ${dateAndClock(order.createdAt)}`],
        ["Approved", order.approvedAt ? dateAndClock(order.approvedAt) : "Not approved"],
        ["Total approved", order.approvedAt ? money(order.totalMicros, order.currency) : "–"],
        ...orderTerms({ order, users }),
      ]}
    />
  );
}
