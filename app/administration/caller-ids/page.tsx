import { CopyE164 } from "@/components/copy-e164";
import { Page } from "@/components/ui/page";
import { Pager } from "@/components/ui/pager";
import { pageOwnerOf, requireAdmin } from "@/lib/auth/require-user";
import { countCallerIds } from "@/lib/caller-ids/count-caller-ids";
import { listCallerIds } from "@/lib/caller-ids/list-caller-ids";
import { listViews } from "@/lib/caller-ids/list-views";
import { cartCount } from "@/lib/cart/read-cart";
import { CALLER_IDS, givenOf, withQuery } from "@/lib/domain/addresses";
import { callerIdFilterSchema, callerIdListSchema } from "@/lib/domain/caller-ids/caller-id-filter";
import { viewQuery } from "@/lib/domain/caller-ids/saved-view";
import { datesOf } from "@/lib/domain/dates";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { releaseWhenLookedAt } from "@/lib/releases/schedule-releases";
import { listUserNames } from "@/lib/users/list-users";
import { CallerIdTable } from "./caller-id-table";
import { CallerIdsFilter } from "./caller-ids-filter";
import { ChooseForm } from "./choose-form";
import { EmptyList } from "./empty-list";
import { ListHead } from "./list-head";
import { ListNotices } from "./list-notices";
import { NothingFound } from "./nothing-found";
import { Views } from "./views";

export const metadata = { title: "Custom Caller IDs" };

export default async function CallerIds({ searchParams }: PageProps<"/administration/caller-ids">) {
  const admin = await requireAdmin();
  const params = await searchParams;
  const asked = pageAskedSchema.parse(params);
  const filter = callerIdFilterSchema.parse(params);
  const shown = callerIdListSchema.parse(params);
  const [{ page, found, released }, counts, users, inCart, views] = await Promise.all([
    listCallerIds(admin, filter, { ...asked, ...shown }),
    countCallerIds(admin),
    listUserNames(admin),
    cartCount(admin),
    listViews(admin),
  ]);
  releaseWhenLookedAt(admin.organizationId);
  const query = viewQuery(filter, shown);
  // Where their windows lead back to: this page of the list.
  const here = withQuery(CALLER_IDS, { ...filter, ...shown, ...asked });
  const back = here === CALLER_IDS ? null : here;
  return (
    <Page>
      <ListHead counts={counts} inCart={inCart} back={back} />
      <div className="stack">
        <ListNotices admin={admin} back={here} />
        {(found !== null || page.rows.length > 0) && (
          <>
            <Views saved={views} query={query} counts={counts} />
            <CallerIdsFilter filter={filter} shown={shown} users={users} found={found} />
          </>
        )}
        {page.rows.length > 0 ? (
          <>
            <ChooseForm
              owner={pageOwnerOf(admin)}
              query={query}
              back={here}
              shown={page.rows.length}
              matching={found ?? counts.listed}
            >
              <CallerIdTable callerIds={page.rows} back={back} dates={datesOf(admin, new Date())} />
            </ChooseForm>
            <Pager page={page} query={givenOf({ ...filter, ...shown })} />
          </>
        ) : found !== null ? (
          <NothingFound query={query} released={released} />
        ) : (
          <EmptyList />
        )}
      </div>
      <CopyE164 />
    </Page>
  );
}
