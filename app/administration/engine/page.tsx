import { AutoRefresh } from "@/components/ui/auto-refresh";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { requireAdmin } from "@/lib/auth/require-user";
import { ENGINE } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { readEngine } from "@/lib/purchasing/read-engine";
import { TwilioParts } from "../twilio-parts";
import { EngineFigures } from "./engine-figures";
import { EngineNotices } from "./engine-notices";
import { EngineSentences } from "./engine-sentences";
import { RepeatedFaults } from "./repeated-faults";
import { StandingStill } from "./standing-still";

export const metadata = { title: "Engine" };

/** How often the page looks while anything is under way. */
const LOOK_MS = 2000;

export default async function Engine() {
  const admin = await requireAdmin();
  const engine = await readEngine(admin);
  const isAtWork = engine.queued + engine.inFlight + engine.beingChecked > 0;
  return (
    <Page>
      <TwilioParts current={ENGINE} />
      <PageHead title="Engine" about="What buys your numbers at Twilio, and how it goes" />
      <div className="stack stack-readable">
        <StandingStill orders={engine.standingStill} now={engine.now} />
        <RepeatedFaults faults={engine.repeatedFaults} dates={datesOf(admin, engine.now)} />
        <EngineNotices engine={engine} />
        <EngineSentences engine={engine} />
        <EngineFigures engine={engine} />
      </div>
      <AutoRefresh
        live={isAtWork}
        every={LOOK_MS}
        says={
          engine.standingStill.length > 0
            ? "An order stands still."
            : isAtWork
              ? "Numbers are being bought."
              : "Nothing is being bought."
        }
      />
    </Page>
  );
}
