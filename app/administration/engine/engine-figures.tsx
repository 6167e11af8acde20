import { DefinitionList } from "@/components/ui/definition-list";
import type { Trigger } from "@/lib/domain/engine/heartbeats";
import { plural, took } from "@/lib/domain/format";
import type { EngineView } from "@/lib/purchasing/read-engine";

const TRIGGERS: Record<Trigger, string> = {
  cron: "Last cron",
  timer: "Last round of this server",
  nightly: "Last nightly reading",
};

/** For whoever runs the console. */
export function EngineFigures({ engine }: { engine: EngineView }) {
  const since = (at: Date) => took(engine.now.getTime() - at.getTime());
  const { lease, timeout, quarantine } = engine.settings;
  return (
    <details className="engine-figures">
      <summary>Figures for whoever runs this console</summary>
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
    </details>
  );
}
