import { ButtonLink } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { CALLER_IDS } from "@/lib/domain/addresses";

export const metadata = { title: "Refused" };

/** A post that our own pages would not have sent. */
export default function Refused() {
  return (
    <MessagePage
      icon="warning"
      title="This request was refused"
      actions={
        <ButtonLink look="primary" href={CALLER_IDS}>
          Caller IDs
        </ButtonLink>
      }
    >
      <p>
        It did not come from a page of this console, so nothing was changed. Go back, reload the page, and try
        again.
      </p>
    </MessagePage>
  );
}
