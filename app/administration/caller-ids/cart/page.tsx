import { after } from "next/server";
import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { checkAvailability } from "@/lib/cart/check-availability";
import { readCart } from "@/lib/cart/read-cart";
import { CALLER_IDS } from "@/lib/domain/addresses";
import { countChecked, FRESH_MINUTES } from "@/lib/domain/cart/cart";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { findOrderAwaitingCode } from "@/lib/orders/find-order-awaiting-code";
import { env } from "@/lib/runtime/config/env";
import { PURCHASE_STEPS } from "../../purchase-steps";
import { WaitingNotice } from "../../waiting-notice";
import { CartFoot } from "./cart-foot";
import { CartForm } from "./cart-form";
import { CartNotices } from "./cart-notices";
import { CartQuota } from "./cart-quota";
import { CartTable } from "./cart-table";
import { CheckProgress } from "./check-progress";
import { EmptyCart } from "./empty-cart";
import { RemovedNotice } from "./removed-notice";

export const metadata = { title: "Cart" };

/** Checking a large cart goes on after the answer, for as long as the platform allows. */
export const maxDuration = 300;

const backSchema = z.object({ back: z.string().max(1500).optional().catch(undefined) });

export default async function CartWindow({ searchParams }: PageProps<"/administration/caller-ids/cart">) {
  const admin = await requireAdmin();
  const { back = "" } = backSchema.parse(await searchParams);
  const [cart, waiting] = await Promise.all([readCart(admin), findOrderAwaitingCode(admin)]);
  const { rows, totals, quota } = cart;
  if (rows.length > 0 && !cart.isChecking)
    after(() => checkAvailability(admin, { olderThanMinutes: FRESH_MINUTES }).catch(() => undefined));
  const now = new Date();
  const checked = countChecked(rows, now);
  const frame = {
    title: "Cart",
    closeTo: returnAddress(back, CALLER_IDS),
    steps: { names: PURCHASE_STEPS, step: 0 },
  };

  if (rows.length === 0)
    return (
      <Window {...frame}>
        <FlashMessage />
        <RemovedNotice {...cart} />
        <EmptyCart />
      </Window>
    );

  return (
    <Window {...frame} foot={<CartFoot totals={totals} isTooMuch={quota.exceededBy > 0} />}>
      <FlashMessage />
      <RemovedNotice {...cart} />
      <CartNotices cart={cart} support={env().support.email} />
      <WaitingNotice admin={admin} />
      <CheckProgress isChecking={cart.isChecking} checked={checked} count={rows.length} />
      <CartForm back={back} count={rows.length} checked={checked} orderWaits={waiting !== null}>
        <CartTable rows={rows} now={now} />
      </CartForm>
      <CartQuota {...quota} />
      <CopyE164 />
    </Window>
  );
}
