import { Page } from "@/components/shell";
import { AutoRefresh } from "@/components/ui/auto-refresh";
import { DefinitionList } from "@/components/ui/definition-list";
import { Notice } from "@/components/ui/notice";
import { requireAdmin } from "@/lib/auth/require-admin";
import type { Trigger } from "@/lib/domain/engine/heartbeats";
import { plural, took } from "@/lib/domain/format";
import { readEngine } from "@/lib/purchasing/read-engine";
import { shellOf } from "../shell-props";
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
  const overdue = engine.triggers.filter((one) => one.overdue);
  const { lease, timeout, quarantine } = engine.settings;
  return (
    <Page {...shellOf(admin, "engine")}>
      <div className="page-head">
        <div>
          <h1>Engine</h1>
          <p>How far the purchase engine is with the organization’s orders</p>
        </div>
      </div>
      <div className="grid max-w-3xl gap-4">
        <RepeatedFaults faults={engine.repeatedFaults} />
        {engine.clocks.map(({ of, aheadMs }) => (
          <Notice key={of} kind="bad">
            <strong>
              {of === "database" ? "The database’s" : "Twilio’s"} clock is {took(Math.abs(aheadMs))}{" "}
              {aheadMs > 0 ? "ahead of" : "behind"} this server’s.
            </strong>{" "}
            Nothing is lost or bought twice by it, but times in logs and links are wrong. Ask whoever runs
            this console to set its clocks by NTP.
          </Notice>
        ))}
        {overdue.map(({ trigger, at }) => (
          <Notice key={trigger} kind="bad">
            <strong>
              {at ? `Nobody has woken the engine for ${since(at)}.` : "Nobody has woken the engine yet."}
            </strong>{" "}
            {trigger === "nightly"
              ? "The nightly reading of the Twilio account did not run."
              : "Approved orders go on only while somebody looks at them. Nothing is lost or bought twice."}{" "}
            Ask whoever runs this console to check{" "}
            {trigger === "timer" ? "the server" : "its cron and CRON_SECRET"}.
          </Notice>
        ))}
        {engine.pausedOrders > 0 && (
          <Notice kind="warn">
            <a href="/administration/orders?show=paused">{plural(engine.pausedOrders, "paused order")}</a>{" "}
            {engine.pausedOrders === 1 ? "waits" : "wait"} for an admin to resume.
          </Notice>
        )}
        {engine.review > 0 && (
          <Notice kind="warn">
            <a href="/administration/reconcile?show=review">{plural(engine.review, "number")}</a>{" "}
            {engine.review === 1 ? "needs" : "need"} a person’s decision.
          </Notice>
        )}
        {engine.openSlots < engine.buyingSlots && (
          <Notice>
            Twilio said that it was too busy, so purchases are slowed to {engine.openSlots} at a time for now.
          </Notice>
        )}
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
