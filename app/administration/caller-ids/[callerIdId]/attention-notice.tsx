import { PlainNumber } from "@/components/phone-number";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { RECONCILE, withQuery } from "@/lib/domain/addresses";
import { ATTENTION_NAMES } from "@/lib/domain/caller-ids/attention";
import type { Dates } from "@/lib/domain/dates";
import type { View } from "@/lib/domain/reconcile/reconcile";

/** What is the matter with a number, beside what its call-backs do, and where that is mended. */
export function AttentionNotice({
  view: { callerId, elsewhere, drifts },
  dates,
}: {
  view: CallerIdView;
  dates: Dates;
}) {
  const { attention, ringFailedAt, forwardTo } = callerId;
  if (attention === "gone")
    return (
      <Notice kind="warn" action={<ToReconcile show="gone" />}>
        <strong>{ATTENTION_NAMES.gone}.</strong>{" "}
        <span>The newest reading of your account did not find it: who calls back reaches nobody.</span>
      </Notice>
    );
  if (elsewhere)
    return (
      <Notice kind="warn" action={attention === "changed" && <ToReconcile show="drifted" />}>
        <strong>Calls don't come here.</strong>{" "}
        <span>
          {attention === "changed"
            ? `${elsewhere}. What is set below holds once Reconcile has repaired it.`
            : `${elsewhere}. To have them forwarded, save a number below and then repair this one on Reconcile.`}
        </span>
      </Notice>
    );
  if (attention === "changed")
    return (
      <Notice kind="warn" action={<ToReconcile show="drifted" />}>
        <strong>{ATTENTION_NAMES.changed}.</strong>{" "}
        <span>{drifts.join(" ") || "It is not as this console had set it."}</span>
      </Notice>
    );
  if (attention === "unreachable" && ringFailedAt && forwardTo)
    return (
      <Notice kind="warn">
        <strong>{ATTENTION_NAMES.unreachable}.</strong> <span>The last call that was to ring</span>{" "}
        <PlainNumber e164={forwardTo} />{" "}
        <span>{`could not reach it, ${dates.when(ringFailedAt)}. Forward to another, or leave it: this goes with the next call that reaches it.`}</span>
      </Notice>
    );
  if (attention === "nowhere")
    return (
      <Notice kind="warn">
        <strong>{ATTENTION_NAMES.nowhere}.</strong>{" "}
        <span>Save a number below that call-backs should ring.</span>
      </Notice>
    );
  return null;
}

const ToReconcile = ({ show }: { show: View }) => (
  <ButtonLink href={withQuery(RECONCILE, { show })}>Reconcile</ButtonLink>
);
