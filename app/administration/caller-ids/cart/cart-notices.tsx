import { Notice } from "@/components/ui/notice";
import type { Cart } from "@/lib/cart/read-cart";
import { nationalNumber, plural } from "@/lib/format";

type Params = Record<string, string | string[] | undefined>;

/** What just happened to the cart, and what stands in the way of buying it. */
export function CartNotices({ params, cart }: { params: Params; cart: Cart }) {
  const { quota, rows } = cart;
  const gone = rows.filter((row) => row.availability === "may-be-gone").length;
  const removed = typeof params.removed === "string" ? params.removed : null;
  return (
    <>
      {removed && /^\+\d{7,15}$/.test(removed) && (
        <Notice kind="ok" takesFocus key={JSON.stringify(params)}>
          {nationalNumber(removed)} was removed.
          {params.cancelled === "yes" && " The order that was waiting for its Transaction Code is cancelled."}
        </Notice>
      )}
      {params.cleared === "yes" && rows.length === 0 && (
        <Notice kind="ok" takesFocus key={JSON.stringify(params)}>
          Your cart was emptied.
        </Notice>
      )}
      {params.order === "cancelled" && (
        <Notice kind="ok" takesFocus key={JSON.stringify(params)}>
          The order was cancelled. Nothing was bought, and its numbers are still in your cart.
        </Notice>
      )}
      {params.back !== undefined && (
        <Notice kind="ok" takesFocus key={JSON.stringify(params)}>
          {plural(Number(params.back) || 0, "failed number")} put back into your cart.
        </Notice>
      )}
      {quota.exceededBy > 0 && (
        <Notice kind={params.refused === "maximum" ? "bad" : "warn"}>
          <strong>{plural(quota.exceededBy, "number")} too many.</strong> Your organization may purchase{" "}
          {plural(quota.maximum, "Caller ID")} in all; remove {plural(quota.exceededBy, "number")} to proceed,
          or ask for a higher maximum. Nothing was ordered.
        </Notice>
      )}
      {gone > 0 && (
        <Notice kind="warn">
          <strong>{plural(gone, "number")} may be gone.</strong> Twilio did not show{" "}
          {gone === 1 ? "it" : "them"} when we looked. You can still try: what is not bought is not charged.
        </Notice>
      )}
    </>
  );
}
