import { PlainNumber } from "@/components/phone-number";
import { Notice } from "@/components/ui/notice";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { callBackWords } from "@/lib/domain/call-backs/call-back-words";
import { callBacksShown } from "@/lib/domain/caller-ids/parts";
import type { Dates } from "@/lib/domain/dates";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { AttentionNotice } from "./attention-notice";
import { CallBacksForm } from "./call-backs-form";

/** What happens when somebody calls the number back, and a form that changes it. */
export function CallBacksPart({
  view,
  country,
  dates,
}: {
  view: CallerIdView;
  country: string;
  dates: Dates;
}) {
  const { callerId } = view;
  return (
    <section className="stack" aria-labelledby="call-backs">
      <h2 id="call-backs">Call-backs</h2>
      {callerId.releasedAt ? (
        <Notice>
          {`Twilio has this number no more, since ${dates.since(callerId.releasedAt)}: call-backs to it don't come here.`}
        </Notice>
      ) : callerId.source === "own" ? (
        <Notice>
          This is a number of your own, not of Twilio: call-backs to it ring wherever your phone company sends
          them.
        </Notice>
      ) : (
        <>
          <AttentionNotice view={view} dates={dates} />
          {!view.elsewhere && callerId.attention !== "gone" && (
            <p className="call-backs-part-now">
              <strong>If somebody calls back now:</strong>{" "}
              <span translate="no">{callBackWords(targetOf(callerId))}</span>
            </p>
          )}
          <CallBacksForm
            callerIdId={callerId.id}
            shown={callBacksShown(callerId)}
            forwardTo={callerId.forwardTo ? asTyped(callerId.forwardTo, country) : ""}
            ringForever={callerId.ringForever}
          />
        </>
      )}
      {callerId.releasedAt && callerId.forwardTo && (
        <p className="text-small text-quiet">
          <span>They went to</span> <PlainNumber e164={callerId.forwardTo} />
          <span>.</span>
        </p>
      )}
    </section>
  );
}

const targetOf = ({ forwardTo, ringForever, wouldLoop }: CallerIdView["callerId"]) =>
  forwardTo === null ? null : { forwardTo, ringForever, wouldLoop };
