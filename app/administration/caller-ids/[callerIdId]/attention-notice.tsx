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
      <Notice kind="warn" action={<ToReconcile show={attention === "changed" ? "drifted" : null} />}>
        <strong>Calls don't come here.</strong>{" "}
        <span>{`${elsewhere}. What is set below holds once Reconcile has repaired it.`}</span>
      </Notice>
    );
  if (attention === "changed")
    return (
      <Notice kind="warn" action={<ToReconcile show="drifted" />}>
        <strong>{ATTENTION_NAMES.changed}.</strong>{" "}
        <span>{drifts.join(" ") || "It is not as this console had set it."}</span>
      </Notice>
    );
  if (attention === "unrung" && ringFailedAt && forwardTo)
    return (
      <Notice kind="warn">
        <strong>{ATTENTION_NAMES.unrung}.</strong> <span>The last call that was to ring</span>{" "}
        <PlainNumber e164={forwardTo} />{" "}
        <span>{`could not reach it, ${dates.when(ringFailedAt)}. Check it below, or forward to another.`}</span>
      </Notice>
    );
  return null;
}

const ToReconcile = ({ show }: { show: View | null }) => (
  <ButtonLink href={withQuery(RECONCILE, { show })}>Reconcile</ButtonLink>
);
