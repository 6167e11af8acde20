import { Fingerprint } from "@/components/fingerprint";
import { orderTerms } from "@/components/order-terms";
import { DefinitionList } from "@/components/ui/definition-list";
import { ExpandableList } from "@/components/ui/expandable-list";
import { money, plainNumber, plural } from "@/lib/domain/format";
import type { Approval } from "@/lib/transaction-codes/read-approval";

/** Exactly what typing the code approves. */
export function WhatItApproves({ approval: { order, lines, users } }: { approval: Approval }) {
  const total = money(order.totalMicros, order.currency);
  const numbers = lines.map((line) => ({ id: line.id, name: plainNumber(line.e164) }));
  return (
    <DefinitionList
      facts={[
        [
          "Numbers",
          <ExpandableList key="numbers" count={plural(numbers.length, "number")} items={numbers} />,
        ],
        ["Due now", total],
        ["Per month", total],
        ...orderTerms({ order, users }),
        [
          "Order fingerprint",
          <span key="fingerprint">
            <Fingerprint of={order} /> <span className="text-quiet">the same as in the email</span>
          </span>,
        ],
      ]}
    />
  );
}
