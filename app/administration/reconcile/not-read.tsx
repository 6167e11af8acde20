import { Empty } from "@/components/ui/empty";
import { Submit } from "@/components/ui/submit";
import { readAccountAction } from "./actions";

/** The account was never read. */
export function NotRead() {
  return (
    <Empty
      icon="again"
      title="Not read yet"
      actions={
        <form action={readAccountAction}>
          <Submit look="primary" icon="again">
            Read the Twilio account
          </Submit>
        </form>
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
    <form action={readAccountAction}>
      <Submit icon="again">Read the account again</Submit>
    </form>
  );
}
