import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { CopyE164 } from "@/components/copy-e164";
import { AutoRefresh } from "@/components/ui/auto-refresh";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/require-user";
import { RECONCILE } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { pageAskedSchema } from "@/lib/domain/paging/paging";
import { VIEWS } from "@/lib/domain/reconcile/reconcile";
import { readReconcile } from "@/lib/reconcile/read-reconcile";
import { readAfterwards } from "@/lib/reconcile/schedule-runs";
import { TwilioParts } from "../twilio-parts";
import { Findings } from "./findings";
import { NotRead, ReadAgain } from "./not-read";
import { Reading } from "./reading";
import { ViewCards } from "./view-cards";

export const metadata = { title: "Reconcile" };
/** Reading goes on after the answer, for as long as the platform allows. */
export const maxDuration = 300;

const schema = pageAskedSchema.extend({ show: z.enum(VIEWS).optional().catch(undefined) });

/** How often the page looks while the account is read. */
const LOOK_MS = 1500;

export default async function Reconcile({ searchParams }: PageProps<"/administration/reconcile">) {
  const admin = await requireAdmin();
  const { show: asked, ...place } = schema.parse(await searchParams);
  const { run, done, tallies, view: show, page } = await readReconcile(admin, asked ?? null, place);
  const dates = datesOf(admin, new Date());
  const reading = run?.state === "running";
  if (reading) readAfterwards(admin.organizationId);
  const known = done !== null || tallies.review.count > 0 || reading;
  return (
    <Page>
      <TwilioParts current={RECONCILE} />
      <PageHead
        title="Reconcile"
        about="What your Twilio account has, beside your Custom Caller IDs. Nothing is ever released here."
        actions={known && !reading && <ReadAgain />}
      />
      <div className="stack">
        <FlashMessage />
        <Reading run={run} done={done} dates={dates} />
        {known ? (
          <>
            <ViewCards current={show} tallies={tallies} />
            <Findings
              // Ticks belong to the rows that were drawn.
              key={`${show} ${place.after} ${place.before}`}
              view={show}
              place={place}
              tally={tallies[show]}
              rows={page.rows}
              dates={dates}
              isKnown={done !== null || show === "review"}
            />
            <Pager page={page} query={{ show }} />
          </>
        ) : (
          <NotRead />
        )}
      </div>
      <AutoRefresh live={reading} every={LOOK_MS} says={reading ? "Reading the account." : ""} />
      <CopyE164 />
    </Page>
  );
}
