import { Notice } from "@/components/ui/notice";
import { maskEmail } from "@/lib/domain/format";
import type { Approval } from "@/lib/transaction-codes/read-approval";
import { TimeLeft } from "./time-left";

/** Whether a code is on its way, and to where; or why none would work. */
export function CodeSent({
  code,
  resend,
  email,
}: {
  code: Approval["code"];
  resend: Approval["resend"];
  email: string;
}) {
  const address = <b>{maskEmail(email)}</b>;
  if (code.kind === "not-sent")
    return (
      <Notice kind="bad">
        <strong>The email could not be sent</strong> to {address}. Your order is kept. “Send a new code” tries
        again at once.
      </Notice>
    );
  if (code.kind === "expired")
    return (
      <Notice kind="warn">
        <strong>The code we emailed to {address} has expired.</strong> Nothing was bought. Send a new one.
      </Notice>
    );
  if (code.kind === "used-up")
    return (
      <Notice kind="warn">
        <strong>The code we emailed to {address} is used up</strong> after 5 wrong tries. Nothing was bought.
        Send a new one.
      </Notice>
    );
  if (code.kind === "none")
    return (
      <Notice kind="warn">
        <strong>No code was emailed.</strong>{" "}
        {resend.kind === "too-many-this-hour"
          ? "You have asked for 20 codes in the last hour. Your order is kept for 24 hours: try again later."
          : "Send a new one."}
      </Notice>
    );
  return (
    <p>
      <span>We emailed a code to {address}.</span> <TimeLeft ms={code.leftMs} />
    </p>
  );
}
