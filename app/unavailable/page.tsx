import { ButtonLink } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { returnAddress } from "@/lib/domain/sign-in/return-address";

export const metadata = { title: "Not available" };

/** While the database does not answer. A page of its own, because Next draws its error pages with scripts only. */
export default async function Unavailable({ searchParams }: PageProps<"/unavailable">) {
  const { to } = await searchParams;
  return (
    <MessagePage
      icon="warning"
      title="The console is not available right now"
      actions={
        <ButtonLink look="primary" icon="again" href={returnAddress(String(to ?? ""))}>
          Try again
        </ButtonLink>
      }
    >
      <p>
        Its database does not answer, so nothing was changed. Your cart is safe, and an approved order goes on
        by itself. Try again in a minute.
      </p>
    </MessagePage>
  );
}
