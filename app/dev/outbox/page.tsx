import { notFound } from "next/navigation";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Page } from "@/components/ui/page";
import { PageHead } from "@/components/ui/page-head";
import { SIGN_IN } from "@/lib/domain/addresses";
import { readOutbox } from "@/lib/email/read-outbox";
import { Message } from "./message";

export const metadata = { title: "Outbox" };

/** The mail of an installation that sends none. */
export default async function Outbox({ searchParams }: PageProps<"/dev/outbox">) {
  const token = String((await searchParams).token ?? "");
  const messages = await readOutbox(token);
  if (!messages) notFound();
  return (
    <Page>
      <PageHead
        title="Outbox"
        about="Mail that would have left, newest first. This installation sends none."
        actions={<ButtonLink href={SIGN_IN}>Sign in</ButtonLink>}
      />
      {messages.length === 0 && (
        <Empty icon="about" title="No mail yet">
          <p>Sign-in links and Transaction Codes land here.</p>
        </Empty>
      )}
      <ol className="stack-loose">
        {messages.map((message) => (
          <li key={message.id}>
            <Message message={message} token={token} />
          </li>
        ))}
      </ol>
    </Page>
  );
}
