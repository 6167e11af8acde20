import { ButtonLink } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import type { countCallerIds } from "@/lib/caller-ids/count-caller-ids";
import { ADD_CALLER_IDS, CART, withQuery } from "@/lib/domain/addresses";
import { money } from "@/lib/domain/format";

/** What the team has, what that costs, and the two ways to more of it. `back` is where their windows lead back to. */
export function ListHead({
  counts: { purchased, monthly, remaining },
  inCart,
  back,
}: {
  counts: Awaited<ReturnType<typeof countCallerIds>>;
  inCart: number;
  back: string | null;
}) {
  return (
    <PageHead
      title="Custom Caller IDs"
      figures={[
        <span key="purchased">
          Purchased from Twilio: <b>{purchased.toLocaleString("en-US")}</b>
        </span>,
        ...monthly.map(({ micros, currency }) => (
          <span key={currency}>
            <b>{money(micros, currency)}</b> a month
          </span>
        )),
        <span key="remaining">
          <b>{remaining.toLocaleString("en-US")}</b> more may be bought
        </span>,
      ]}
      actions={
        <>
          <ButtonLink icon="cart" href={withQuery(CART, { back })}>
            {inCart > 0 ? `View Cart (${inCart})` : "View Cart"}
          </ButtonLink>
          <ButtonLink look="primary" icon="add" href={withQuery(ADD_CALLER_IDS, { back })}>
            Add Custom Caller IDs
          </ButtonLink>
        </>
      }
    />
  );
}
