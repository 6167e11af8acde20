import { redirect } from "next/navigation";
import { z } from "zod";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-user";
import { CALLER_IDS, usedAddress, withQuery } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { money, plainNumber } from "@/lib/domain/format";
import { idSchema } from "@/lib/domain/new-id";
import { waitingSteps } from "@/lib/domain/releases/bills";
import { RELEASE_REASONS } from "@/lib/domain/releases/release";
import { releaseDays } from "@/lib/domain/releases/typed-release";
import { returnAddress } from "@/lib/domain/sign-in/return-address";
import { readReleaseSelection } from "@/lib/releases/read-release-selection";
import { nothingHere } from "@/lib/web/nothing-here";
import { ReleaseFoot } from "./release-foot";
import { ReleaseForm } from "./release-form";
import { WhatIsLost } from "./what-is-lost";

export const metadata = { title: "Release Caller IDs" };

/** Ten thousands of rows take a while. */
export const maxDuration = 300;

const paramsSchema = z.object({
  selection: idSchema,
  back: z.string().max(1500).optional().catch(undefined),
});

export default async function Release({ searchParams }: PageProps<"/administration/caller-ids/release">) {
  const admin = await requireAdmin();
  const { selection: id, back: asked } = paramsSchema.parse(await searchParams);
  const view = (await readReleaseSelection(admin, id)) ?? nothingHere();
  const back = returnAddress(asked, CALLER_IDS);
  const { changeId } = view.selection;
  if (changeId) redirect(withQuery(usedAddress(changeId), { back }));
  const { goes } = view.counts;
  const now = new Date();
  const dates = datesOf(admin, now);
  const days = releaseDays(now, admin.timeZone);
  const { only } = view;
  return (
    <Window
      title={only ? `Release ${plainNumber(only.e164)}` : "Release Caller IDs"}
      closeTo={back}
      foot={<ReleaseFoot goes={goes} costs={money(view.monthlyMicros, view.currency)} back={back} />}
    >
      <div className="stack-loose">
        <WhatIsLost view={view} now={now} />
        {goes > 0 && (
          <ReleaseForm
            selectionId={id}
            back={back}
            goes={goes}
            reasons={RELEASE_REASONS}
            only={only ? plainNumber(only.e164) : null}
            days={days}
            offered={dates.calendarDay(days.offered)}
            waiting={waitingSteps(view, days, now)}
            withAddress={view.bills.reduce((sum, bill) => sum + bill.withAddress, 0)}
            inTrunks={view.bills.reduce((sum, bill) => sum + bill.overridden, 0)}
          />
        )}
      </div>
    </Window>
  );
}
