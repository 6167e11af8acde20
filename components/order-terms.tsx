import type { ReactNode } from "react";
import { plural } from "@/lib/domain/format";
import { PlainNumber } from "./phone-number";
import { ExpandableList } from "./ui/expandable-list";

type Terms = {
  order: { forwardTo: string; ringForever: boolean };
  users: { id: string; name: string }[];
};

/** What an order says about its numbers, as facts: where call-backs go, and who may use them. */
export function orderTerms({ order, users }: Terms): [name: string, value: ReactNode][] {
  return [
    [
      "Forward to",
      <span key="to">
        <PlainNumber e164={order.forwardTo} />{" "}
        {order.ringForever && <span className="text-quiet">rings forever</span>}
      </span>,
    ],
    [
      "Users",
      users.length === 0 ? (
        "No one yet"
      ) : (
        <ExpandableList key="users" count={plural(users.length, "user")} items={users} />
      ),
    ],
  ];
}
