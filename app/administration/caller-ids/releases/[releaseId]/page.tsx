import { z } from "zod";
import { FlashMessage } from "@/app/flash-message";
import { AutoRefresh } from "@/components/ui/auto-refresh";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { requireAdmin } from "@/lib/auth/require-user";
import { CALLER_IDS } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { reasonWords } from "@/lib/domain/releases/release";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { canLetMorningCome } from "@/lib/releases/let-morning-come";
import { readRelease } from "@/lib/releases/read-release";
import { releaseAfterwards } from "@/lib/releases/schedule-releases";
import { nothingHere } from "@/lib/web/nothing-here";
import { keepAction } from "./actions";
import { LetMorningCome } from "./let-morning-come";
import { ReleaseLines } from "./release-lines";
import { RestingNotice } from "./resting-notice";

export const metadata = { title: "Release of Caller IDs" };

/** Twilio is asked about each after the answer. */
export const maxDuration = 300;

const paramsSchema = z.object({ back: z.string().max(1500).optional().catch(undefined) });

type Props = PageProps<"/administration/caller-ids/releases/[releaseId]">;

export default async function Released({ params, searchParams }: Props) {
  const admin = await requireAdmin();
  const id = idSchema.parse((await params).releaseId);
  const view = (await readRelease(admin, id)) ?? nothingHere();
  releaseAfterwards(admin.organizationId);
  const { release, who, lines, counts } = view;
  const { back } = paramsSchema.parse(await searchParams);
  const dates = datesOf(admin, new Date());
  const { leaving = 0, queued = 0, releasing = 0, released = 0, kept = 0 } = counts;
  const isAtWork = queued + releasing > 0 && release.pausedReason === null;
  const done =
    kept === release.numbers
      ? `${plural(kept, "number")} kept`
      : `${released.toLocaleString("en-US")} of ${plural(release.numbers, "number")} released`;
  return (
    <Page>
      <PageHead
        back={{ to: returnAddress(back, CALLER_IDS), name: "Back" }}
        takesFocus
        title={leaving > 0 && release.releaseOn ? `Leaving ${dates.calendarDay(release.releaseOn)}` : done}
        about={`${who}, ${dates.dayAndTime(release.at)}: ${reasonWords(release.reason, release.words)}`}
      />
      <div className="stack stack-readable">
        <FlashMessage />
        <AutoRefresh live={isAtWork} every={2000} says={isAtWork ? "Being released" : done} />
        {release.pausedReason && <RestingNotice releaseId={id} reason={release.pausedReason} />}
        {leaving > 0 && (
          <p>{`${plural(leaving, "number answers", "numbers answer")} call-backs and ${leaving === 1 ? "shows" : "show"} on no call until then.`}</p>
        )}
        {leaving > 0 && canLetMorningCome() && <LetMorningCome releaseId={id} />}
        {leaving + queued > 1 && (
          <PlainForm action={keepAction}>
            <input type="hidden" name="releaseId" value={id} />
            <Submit icon="undo">{`Keep ${plural(leaving + queued, "number")}`}</Submit>
          </PlainForm>
        )}
        <ReleaseLines view={view} dates={dates} />
        {release.numbers > lines.length && (
          <p className="text-small text-quiet">{`${lines.length} of ${plural(release.numbers, "number")}.`}</p>
        )}
      </div>
    </Page>
  );
}
