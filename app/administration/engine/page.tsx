import { AutoRefresh } from "@/components/ui/auto-refresh";
import { DefinitionList } from "@/components/ui/definition-list";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { requireAdmin } from "@/lib/auth/require-admin";
import { datesOf } from "@/lib/domain/dates";
import type { Trigger } from "@/lib/domain/engine/heartbeats";
import { plural, took } from "@/lib/domain/format";
import { readEngine } from "@/lib/purchasing/read-engine";
import { EngineNotices } from "./engine-notices";
import { RepeatedFaults } from "./repeated-faults";

export const metadata = { title: "Engine" };

/** How often the page looks while anything is under way. */
const LOOK_MS = 2000;

const TRIGGERS: Record<Trigger, string> = {
  cron: "Last cron",
  timer: "Last round of this server",
  nightly: "Last nightly reading",
};

export default async function Engine() {
  const admin = await requireAdmin();
  const engine = await readEngine(admin);
  const open = engine.queued + engine.inFlight + engine.beingChecked;
  const since = (at: Date) => took(engine.now.getTime() - at.getTime());
  const { lease, timeout, quarantine } = engine.settings;
  return (
    <Page>
      <PageHead title="Engine" about="How far the purchase engine is with the organization’s orders" />
      <div className="stack stack-readable">
        <RepeatedFaults faults={engine.repeatedFaults} dates={datesOf(admin, engine.now)} />
        <EngineNotices engine={engine} />
        <DefinitionList
          facts={[
            ["Queued", plural(engine.queued, "number")],
            ["In flight", plural(engine.inFlight, "number")],
            ["Being checked", plural(engine.beingChecked, "number")],
            ["Oldest", engine.oldest ? `Approved ${since(engine.oldest)} ago` : "Nothing is waiting"],
            ["Slots", `${engine.slotsUsed} of ${engine.slots} in use, one of them kept for checks`],
            ...engine.triggers.map(({ trigger, at }): [string, string] => [
              TRIGGERS[trigger],
              at ? `${since(at)} ago` : "Never",
            ]),
            ["Mail waiting", plural(engine.waitingMail, "message")],
            ["Lease, timeout, quarantine", `${lease / 1000}, ${timeout / 1000}, ${quarantine / 1000} s`],
          ]}
        />
      </div>
      <AutoRefresh
        live={open > 0}
        every={LOOK_MS}
        says={open > 0 ? "The engine is working." : "The engine is idle."}
      />
    </Page>
  );
}
