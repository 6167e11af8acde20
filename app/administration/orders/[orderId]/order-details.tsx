import { orderTerms } from "@/components/order-terms";
import { DefinitionList } from "@/components/ui/definition-list";
import type { Dates } from "@/lib/domain/dates";
import { money, took } from "@/lib/domain/format";
import type { OrderSummary } from "@/lib/domain/orders/order-summary";
import type { Order } from "@/lib/orders/read-order";

/** What it costs, on which terms, and who approved it; on paper this is what the rows belong to. */
export function OrderDetails({
  order,
  summary,
  users,
  organizationName,
  dates,
}: {
  order: Order;
  summary: OrderSummary;
  users: { id: string; name: string }[];
  organizationName: string;
  dates: Dates;
}) {
  const { approvedAt, finishedAt, currency, requesterName } = order;
  const facts: [string, React.ReactNode][] = [
    ["Organization", organizationName],
    ["Placed by", `${requesterName}, ${dates.dayAndTime(order.createdAt)}`],
    // Only who placed an order gets its code.
    ["Approved", approvedAt ? `${requesterName}, ${dates.dayAndTime(approvedAt)}` : "Not approved"],
  ];
  if (approvedAt) {
    facts.push([finishedAt ? "Paid" : "Paid so far", money(summary.paidMicros, currency)]);
    if (!finishedAt) facts.push(["Still to pay", money(summary.leftMicros, currency)]);
    facts.push(["Total approved", money(order.totalMicros, currency)]);
  }
  if (approvedAt && finishedAt)
    facts.push(["Buying took", took(finishedAt.getTime() - approvedAt.getTime())]);
  return <DefinitionList facts={[...facts, ...orderTerms({ order, users })]} />;
}
