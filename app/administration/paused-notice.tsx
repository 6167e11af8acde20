import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Admin } from "@/lib/domain/actor/actor";
import { ORDERS, orderAddress, withQuery } from "@/lib/domain/addresses";
import { plural } from "@/lib/domain/format";
import { orderName } from "@/lib/domain/orders/order";
import { listPausedOrders } from "@/lib/orders/read-order";

/** Orders that stand still until an admin resumes or ends them. */
export async function PausedNotice({ admin }: { admin: Admin }) {
  const paused = await listPausedOrders(admin);
  const [first] = paused;
  if (!first) return null;
  const isOne = paused.length === 1;
  return (
    <Notice
      kind="warn"
      action={
        <ButtonLink href={isOne ? orderAddress(first.id) : withQuery(ORDERS, { show: "paused" })}>
          {isOne ? "Open the order" : "See them"}
        </ButtonLink>
      }
    >
      <strong>
        {isOne ? `${orderName(first)} is paused.` : `${plural(paused.length, "order")} are paused.`}
      </strong>{" "}
      <span>Nothing more of {isOne ? "it" : "them"} is bought until an admin resumes.</span>
    </Notice>
  );
}
