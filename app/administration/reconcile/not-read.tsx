import { Empty } from "@/components/ui/empty";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { readAccountAction } from "./actions";

/** The account was never read. */
export function NotRead() {
  return (
    <Empty
      icon="again"
      title="Not read yet"
      actions={
        <PlainForm action={readAccountAction}>
          <Submit look="primary" icon="again">
            Read the Twilio account
          </Submit>
        </PlainForm>
      }
    >
      <p>
        The console reads every number of your Twilio account and shows what differs from your list: numbers
        that are billed but not listed, listed but gone, or changed at Twilio. It also does so every night.
      </p>
    </Empty>
  );
}

export function ReadAgain() {
  return (
    <PlainForm action={readAccountAction}>
      <Submit icon="again">Read the account again</Submit>
    </PlainForm>
  );
}
