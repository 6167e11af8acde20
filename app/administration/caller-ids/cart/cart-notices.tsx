import { Notice } from "@/components/ui/notice";
import type { Cart } from "@/lib/cart/read-cart";
import { plural } from "@/lib/domain/format";

/** What stands in the way of buying the cart. */
export function CartNotices({ cart }: { cart: Cart }) {
  const { quota, rows } = cart;
  const gone = rows.filter((row) => row.availability === "may-be-gone").length;
  return (
    <>
      {quota.exceededBy > 0 && (
        <Notice kind="warn">
          <strong>{plural(quota.exceededBy, "number")} too many.</strong> Your organization may purchase{" "}
          {plural(quota.maximum, "Caller ID")} in all; remove {plural(quota.exceededBy, "number")} to proceed,
          or ask for a higher maximum.
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
