import { CopyE164 } from "@/components/copy-e164";
import { ButtonLink } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/require-user";
import { listCallerIds } from "@/lib/caller-ids/list-caller-ids";
import { cartCount } from "@/lib/cart/read-cart";
import { ADD_CALLER_IDS, CALLER_IDS, CART, givenOf, withQuery } from "@/lib/domain/addresses";
import { callerIdFilterSchema } from "@/lib/domain/caller-ids/caller-id-filter";
import { datesOf } from "@/lib/domain/dates";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { listUsers } from "@/lib/users/list-users";
import { PausedNotice } from "../paused-notice";
import { WaitingNotice } from "../waiting-notice";
import { CallerIdTable } from "./caller-id-table";
import { CallerIdsFilter } from "./caller-ids-filter";
import { EmptyList } from "./empty-list";

export const metadata = { title: "Custom Caller IDs" };

export default async function CallerIds({ searchParams }: PageProps<"/administration/caller-ids">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const asked = pageAskedSchema.parse(params);
  const filter = callerIdFilterSchema.parse(params);
  const [{ page, found, purchased }, users, inCart] = await Promise.all([
    listCallerIds(admin, filter, asked),
    listUsers(admin),
    cartCount(admin),
  ]);
  // Where their windows lead back to: this page of the list.
  const here = withQuery(CALLER_IDS, { ...filter, ...asked });
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
        {(found !== null || page.rows.length > 0) && (
          <CallerIdsFilter filter={filter} users={users} found={found} />
        )}
        {page.rows.length > 0 ? (
          <>
            <CallerIdTable callerIds={page.rows} back={back} dates={datesOf(admin, new Date())} />
            <Pager page={page} query={givenOf(filter)} />
          </>
        ) : found !== null ? (
          <p className="text-quiet">
            No Caller ID matches. <a href={CALLER_IDS}>Show all</a>
          </p>
        ) : (
          <EmptyList />
        )}
      </div>
      <CopyE164 />
    </Page>
  );
}
