import { ButtonLink } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { CALLER_IDS } from "@/lib/domain/addresses";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <MessagePage
      icon="search"
      title="There is nothing here"
      actions={
        <ButtonLink look="primary" href={CALLER_IDS}>
          Caller IDs
        </ButtonLink>
      }
    >
      <p>The address may be mistyped, or what it names belongs to another organization.</p>
    </MessagePage>
  );
}
