import { CopyE164 } from "@/components/copy-e164";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/require-user";
import { listCallerIds } from "@/lib/caller-ids/list-caller-ids";
import { cartCount } from "@/lib/cart/read-cart";
import { ADD_CALLER_IDS, CALLER_IDS, CART, withQuery } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { PausedNotice } from "../paused-notice";
import { WaitingNotice } from "../waiting-notice";
import { CallerIdTable } from "./caller-id-table";

export const metadata = { title: "Custom Caller IDs" };

export default async function CallerIds({ searchParams }: PageProps<"/administration/caller-ids">) {
  const admin = await requireAdmin();
  const asked = pageAskedSchema.parse(await searchParams);
  const [{ page, purchased }, inCart] = await Promise.all([listCallerIds(admin, asked), cartCount(admin)]);
  // Where their windows lead back to: this page of the list.
  const here = withQuery(CALLER_IDS, asked);
  const back = here === CALLER_IDS ? null : here;
  return (
    <Page>
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
      <div className="stack">
        <WaitingNotice admin={admin} />
        <PausedNotice admin={admin} />
        {page.rows.length > 0 ? (
          <>
            <CallerIdTable callerIds={page.rows} back={back} dates={datesOf(admin, new Date())} />
            <Pager page={page} />
          </>
        ) : (
          <Empty
            icon="number"
            title="No Caller IDs yet"
            actions={
              <ButtonLink icon="search" href={ADD_CALLER_IDS}>
                Search for numbers
              </ButtonLink>
            }
          >
            <p>
              Search Twilio for numbers, collect them in your cart, and approve the purchase with a code that
              we email you. They are ready for calls at once.
            </p>
          </Empty>
        )}
      </div>
      <CopyE164 />
    </Page>
  );
}
