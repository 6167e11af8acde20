import { after } from "next/server";
import { FlashMessage } from "@/app/administration/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { AdministrationWindow } from "@/components/shell";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Empty } from "@/components/ui/empty";
import { requireAdmin } from "@/lib/auth/require-admin";
import { checkAvailability } from "@/lib/cart/check-availability";
import { readCart } from "@/lib/cart/read-cart";
import { money } from "@/lib/domain/format";
import { waitingOrder } from "@/lib/orders/waiting-order";
import { STEPS, shellOf } from "../../shell-props";
import { WaitingNotice } from "../../waiting-notice";
import { CartForm } from "./cart-form";
import { CartNotices } from "./cart-notices";
import { CartTable } from "./cart-table";

export const metadata = { title: "Cart" };

/** Availability older than this is asked for again while the page is looked at. */
const STALE_MINUTES = 10;

export default async function CartWindow({ searchParams }: PageProps<"/administration/caller-ids/cart">) {
  const admin = await requireAdmin();
  const [cart, waiting] = await Promise.all([readCart(admin), waitingOrder(admin)]);
  const { rows, totals, quota } = cart;
  if (rows.length > 0)
    after(() => checkAvailability(admin, { olderThanMinutes: STALE_MINUTES }).catch(() => undefined));
  const frame = {
    ...shellOf(admin, "caller-ids"),
    title: "Cart",
    closeTo: "/administration/caller-ids",
    steps: { names: STEPS, step: 0 },
  };
  const { refused } = await searchParams;

  if (rows.length === 0)
    return (
      <AdministrationWindow {...frame}>
        <FlashMessage />
        <Empty
          icon="cart"
          title="Your cart is empty"
          actions={
            <ButtonLink look="primary" icon="search" href="/administration/caller-ids/add">
              Search for numbers
            </ButtonLink>
          }
        >
          <p>
            Search for numbers, tick the ones you like, and add them here. Nothing is bought until you approve
            it with a code.
          </p>
        </Empty>
      </AdministrationWindow>
    );

  return (
    <AdministrationWindow
      {...frame}
      foot={
        <>
          <dl className="due">
            <div>
              <dt>Due now</dt>
              <dd>{money(totals.dueNowMicros, totals.currency)}</dd>
            </div>
            <div>
              <dt>Per month</dt>
              <dd>{money(totals.monthlyMicros, totals.currency)}</dd>
            </div>
          </dl>
          <span className="say wide-only quiet small">Twilio bills the first month up front.</span>
          <div className="actions">
            <ButtonLink icon="add" href="/administration/caller-ids/add">
              Add more
            </ButtonLink>
            <ButtonLink look="primary" href="/administration/caller-ids/cart/forward-calls">
              Proceed to Purchase
            </ButtonLink>
          </div>
        </>
      }
    >
      <FlashMessage />
      <CartNotices cart={cart} refused={refused === "maximum"} />
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
    </AdministrationWindow>
  );
}
