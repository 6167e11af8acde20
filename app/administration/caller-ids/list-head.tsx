import { ButtonLink } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { ADD_CALLER_IDS, CART, withQuery } from "@/lib/domain/addresses";

/** What the team has, and the two ways to more of it. `back` is where their windows lead back to. */
export function ListHead({
  purchased,
  inCart,
  back,
}: {
  purchased: number;
  inCart: number;
  back: string | null;
}) {
  return (
    <PageHead
      title="Custom Caller IDs"
      about={
        <>
          Purchased from Twilio: <b>{purchased.toLocaleString("en-US")}</b>
        </>
      }
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
