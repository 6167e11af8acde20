import { Button } from "@/components/ui/button";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { cancelOrderAction } from "../actions";

/** The ways on: approving with the code that was sent, or, where none would work, having one sent. */
export function CodeFoot({ orderId, hasCode }: { orderId: string; hasCode: boolean }) {
  const validate = (
    <Submit look={hasCode ? "primary" : undefined} form="approve">
      Validate &amp; Proceed
    </Submit>
  );
  return (
    <div className="actions">
      <PlainForm action={cancelOrderAction}>
        <input type="hidden" name="orderId" value={orderId} />
        <Button>Cancel</Button>
      </PlainForm>
      {validate}
      {!hasCode && (
        <Submit look="primary" form="resend">
          Send a new code
        </Submit>
      )}
    </div>
  );
}
