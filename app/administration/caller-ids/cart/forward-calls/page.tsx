import { redirect } from "next/navigation";
import { FlashMessage } from "@/app/flash-message";
import { ButtonLink } from "@/components/ui/button";
import { Submit } from "@/components/ui/submit";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { readCart } from "@/lib/cart/read-cart";
import { CART } from "@/lib/domain/addresses";
import { money, plural } from "@/lib/domain/format";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { inCountry } from "@/lib/domain/offers/offer";
import { readPreviousForwarding } from "@/lib/orders/read-previous-forwarding";
import { listUsers } from "@/lib/users/list-users";
import { PURCHASE_STEPS } from "../../../purchase-steps";
import { WaitingNotice } from "../../../waiting-notice";
import { ForwardCallsForm } from "./form";

export const metadata = { title: "Forward Calls" };

export default async function ForwardCalls() {
  const admin = await requireAdmin();
  const [{ rows, totals, quota }, users, earlier] = await Promise.all([
    readCart(admin),
    listUsers(admin),
    readPreviousForwarding(admin),
  ]);
  if (rows.length === 0) redirect(CART);
  if (quota.exceededBy > 0) redirect(CART);
  return (
    <Window
      title="Forward Calls"
      narrow
      closeTo={CART}
      steps={{ names: PURCHASE_STEPS, step: 1 }}
      foot={
        <>
          <span className="window-foot-words">
            {plural(rows.length, "number")}, <b>{money(totals.dueNowMicros, totals.currency)}</b> due now
          </span>
          <div className="actions">
            <ButtonLink href={CART}>Back to Cart</ButtonLink>
            <Submit look="primary" form="forward">
              Proceed
            </Submit>
          </div>
        </>
      }
    >
      <FlashMessage />
      <WaitingNotice admin={admin} proceeding />
      <ForwardCallsForm
        users={users}
        country={inCountry(admin.country)}
        earlier={
          earlier && {
            forwardTo: asTyped(earlier.forwardTo, admin.country),
            users: earlier.userIds,
            ringForever: earlier.ringForever ? "yes" : [],
          }
        }
      />
    </Window>
  );
}
