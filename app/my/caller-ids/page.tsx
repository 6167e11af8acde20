import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { Empty } from "@/components/ui/empty";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { requireUser } from "@/lib/auth/require-user";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { listMyCallerIds } from "@/lib/users/read-user";
import { MyNumbers } from "./my-numbers";

export const metadata = { title: "My Caller IDs" };

export default async function MyCallerIds({ searchParams }: PageProps<"/my/caller-ids">) {
  const member = await requireUser();
  const page = await listMyCallerIds(member, pageAskedSchema.parse(await searchParams));
  return (
    <Page>
      <PageHead title="My Caller IDs" about="The numbers that you may show on your calls, newest first" />
      <FlashMessage />
      {page.rows.length === 0 ? (
        <Empty icon="number" title="No Caller IDs yet">
          <p>{`An administrator of ${member.organizationName} assigns them. Ask one of them if you need a number.`}</p>
        </Empty>
      ) : (
        <div className="stack">
          <MyNumbers rows={page.rows} />
          <Pager page={page} />
        </div>
      )}
      <CopyE164 />
    </Page>
  );
}
