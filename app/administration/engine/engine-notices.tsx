import { Notice } from "@/components/ui/notice";
import { ORDERS, RECONCILE, withQuery } from "@/lib/domain/addresses";
import { plural, took } from "@/lib/domain/format";
import type { EngineView } from "@/lib/purchasing/read-engine";

/** What somebody should look after. */
export function EngineNotices({ engine }: { engine: EngineView }) {
  const since = (at: Date) => took(engine.now.getTime() - at.getTime());
  const overdue = engine.triggers.filter((one) => one.overdue);
  return (
    <>
      {engine.clocks.map(({ of, aheadMs }) => (
        <Notice key={of} kind="bad">
          <strong>
            {of === "database" ? "The database’s" : "Twilio’s"} clock is {took(Math.abs(aheadMs))}{" "}
            {aheadMs > 0 ? "ahead of" : "behind"} this server’s.
          </strong>{" "}
          Nothing is lost or bought twice by it, but times in logs and links are wrong. Ask whoever runs this
          console to set its clocks by NTP.
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
          <a href={withQuery(ORDERS, { show: "paused" })}>{plural(engine.pausedOrders, "paused order")}</a>{" "}
          {engine.pausedOrders === 1 ? "waits" : "wait"} for an admin to resume.
        </Notice>
      )}
      {engine.review > 0 && (
        <Notice kind="warn">
          <a href={withQuery(RECONCILE, { show: "review" })}>{plural(engine.review, "number")}</a>{" "}
          {engine.review === 1 ? "needs" : "need"} a person’s decision.
        </Notice>
      )}
    </>
  );
}
