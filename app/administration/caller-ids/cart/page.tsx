import { after } from "next/server";
import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { DefinitionList } from "@/components/ui/definition-list";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-admin";
import { checkAvailability } from "@/lib/cart/check-availability";
import { readCart } from "@/lib/cart/read-cart";
import { CALLER_IDS } from "@/lib/domain/addresses";
import { findOrderAwaitingCode } from "@/lib/orders/find-order-awaiting-code";
import { PURCHASE_STEPS } from "../../purchase-steps";
import { WaitingNotice } from "../../waiting-notice";
import { CartFoot } from "./cart-foot";
import { CartForm } from "./cart-form";
import { CartNotices } from "./cart-notices";
import { CartTable } from "./cart-table";
import { EmptyCart } from "./empty-cart";

export const metadata = { title: "Cart" };

/** Availability older than this is asked for again while the page is looked at. */
const STALE_MINUTES = 10;

export default async function CartWindow() {
  const admin = await requireAdmin();
  const [cart, waiting] = await Promise.all([readCart(admin), findOrderAwaitingCode(admin)]);
  const { rows, totals, quota } = cart;
  if (rows.length > 0)
    after(() => checkAvailability(admin, { olderThanMinutes: STALE_MINUTES }).catch(() => undefined));
  const frame = {
    title: "Cart",
    closeTo: CALLER_IDS,
    steps: { names: PURCHASE_STEPS, step: 0 },
  };

  if (rows.length === 0)
    return (
      <Window {...frame}>
        <FlashMessage />
        <EmptyCart />
      </Window>
    );

  return (
    <Window {...frame} foot={<CartFoot totals={totals} />}>
      <FlashMessage />
      <CartNotices cart={cart} />
      <WaitingNotice admin={admin} />
      <CartForm count={rows.length} orderWaits={waiting !== null}>
        <CartTable rows={rows} now={new Date()} />
      </CartForm>
      <DefinitionList
        facts={[
          [
            "Maximum number of Caller IDs allowed to purchase for an Organization",
            quota.maximum.toLocaleString("en-US"),
          ],
          ["Number of Caller IDs being purchased", quota.purchasing.toLocaleString("en-US")],
          ["Number of Caller IDs remaining that can be purchased", quota.remaining.toLocaleString("en-US")],
        ]}
      />
      <CopyE164 />
    </Window>
  );
}
