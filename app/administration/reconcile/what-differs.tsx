import { orderAddress } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { plainNumber, plural } from "@/lib/domain/format";
import { reviewReason } from "@/lib/domain/orders/line";
import { orderName } from "@/lib/domain/orders/order";
import { hostOf, type View } from "@/lib/domain/reconcile/reconcile";
import type { FindingRow } from "@/lib/reconcile/read-reconcile";

/** What is known of a number on which Twilio and our list differ. */
export function WhatDiffers({ view, row, dates }: { view: View; row: FindingRow; dates: Dates }) {
  const since = (at: Date | null) => (at ? ` since ${dates.since(at)}` : "");
  const { twilio, listed, line, drifts } = row;
  switch (view) {
    case "review":
      return (
        <>
          {twilio
            ? `Twilio has it as “${twilio.name}”${since(twilio.createdAt)}.`
            : "Not in the account when it was last read."}{" "}
          {line && (
            <>
              {plural(line.attempts, "purchase")} tried, the last {dates.when(line.lastAttemptAt)}.{" "}
              {reviewReason(line.reason)} <OrderLink line={line} />
            </>
          )}
        </>
      );
    case "unlisted":
      return (
        <>
          {!line
            ? `Named “${twilio?.name}”`
            : line.reason === "owned-and-changed"
              ? "Owned before the order that asked for it, which renamed it"
              : "Bought by this console, without our hearing of it"}
          {since(twilio?.createdAt ?? null)}. {callsAtTwilio(twilio)} {line && <OrderLink line={line} />}
        </>
      );
    case "gone":
      return (
        <>
          {listed && `Listed since ${dates.since(listed.addedAt)}. `}
          {listed?.forwardTo
            ? `Callers to it no longer reach ${plainNumber(listed.forwardTo)}.`
            : "Its calls were not forwarded."}
        </>
      );
    case "drifted":
      return <>{drifts.join(" ")}</>;
    case "older":
      return <>Works as before; Twilio does not ask again when an answer is lost.</>;
  }
}

function OrderLink({ line }: { line: NonNullable<FindingRow["line"]> }) {
  return (
    <a className="link-target" href={orderAddress(line.orderId)}>
      {orderName({ number: line.orderNumber })}
    </a>
  );
}

/** Where calls to a number go by its settings at Twilio. */
export function callsAtTwilio(twilio: FindingRow["twilio"]): string {
  if (twilio?.overridden) return "A trunk or an application takes its calls.";
  return twilio?.voiceUrl ? `Calls go to ${hostOf(twilio.voiceUrl)}.` : "Calls to it go nowhere.";
}
