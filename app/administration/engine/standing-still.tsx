import { Notice } from "@/components/ui/notice";
import { orderAddress } from "@/lib/domain/addresses";
import { plural, took } from "@/lib/domain/format";
import { orderName } from "@/lib/domain/orders/order";
import type { EngineView } from "@/lib/purchasing/read-engine";

/** Orders that should go on and don't. */
export function StandingStill({ orders, now }: { orders: EngineView["standingStill"]; now: Date }) {
  return orders.map(({ orderId, number, left, since }) => (
    <Notice key={orderId} kind="bad">
      <strong>
        <a href={orderAddress(orderId)}>{orderName({ number })}</a>{" "}
        {`has not moved for ${took(now.getTime() - since.getTime())}.`}
      </strong>{" "}
      <span>
        {`${plural(left, "number")} ${left === 1 ? "is" : "are"} left. What was bought stays bought, and nothing is bought twice; if it goes on, tell whoever runs this console.`}
      </span>
    </Notice>
  ));
}
