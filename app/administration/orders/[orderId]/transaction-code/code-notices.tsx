import { Notice } from "@/components/ui/notice";
import type { Balance } from "@/lib/account/read-balance";
import { CART } from "@/lib/domain/addresses";
import { needsPapers } from "@/lib/domain/cart/cart";
import { money, plural } from "@/lib/domain/format";
import type { Approval } from "@/lib/transaction-codes/read-approval";

/** What to know before approving. */
export function CodeNotices({
  approval: { order, lines, users },
  balance,
}: {
  approval: Approval;
  /** Null where nobody knows it. */
  balance: Balance | null;
}) {
  const papers = lines.filter(needsPapers).length;
  const isShort = balance?.currency === order.currency && balance.micros < order.totalMicros;
  return (
    <>
      {isShort && (
        <Notice kind="warn">
          {`Twilio balance ${money(balance.micros, balance.currency)}, due now ${money(order.totalMicros, order.currency)}: buying will pause.`}
        </Notice>
      )}
      {papers > 0 && (
        <Notice kind="warn">
          <span>{`Twilio asks for an address or a regulatory bundle before it sells ${plural(papers, "of these numbers", "of these numbers")}.`}</span>{" "}
          <a href={CART}>Proceed without {papers === 1 ? "it" : "them"} from the cart</a>
        </Notice>
      )}
      {users.length === 0 && (
        <Notice kind="warn">
          Nobody is assigned: the numbers take call-backs, but nobody can call with them yet.
        </Notice>
      )}
    </>
  );
}
