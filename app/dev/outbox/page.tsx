import { notFound } from "next/navigation";
import { Empty } from "@/components/ui/empty";
import { SIGN_IN } from "@/lib/domain/addresses";
import { clockOf } from "@/lib/domain/format";
import { readOutbox } from "@/lib/email/read-outbox";

export const metadata = { title: "Outbox" };

/** The mail of an installation that sends none. */
export default async function Outbox({ searchParams }: PageProps<"/dev/outbox">) {
  const messages = await readOutbox(String((await searchParams).token ?? ""));
  if (!messages) notFound();
  return (
    <main className="page" id="content">
      <div className="page-head">
        <div>
          <h1>Outbox</h1>
          <p>Mail that would have left, newest first. This installation sends none.</p>
        </div>
        <div className="actions">
          <a className="button" href={SIGN_IN}>
            Sign in
          </a>
        </div>
      </div>
      {messages.length === 0 && (
        <Empty icon="about" title="No mail yet">
          <p>Sign-in links and Transaction Codes land here.</p>
        </Empty>
      )}
      <ol className="grid gap-6">
        {messages.map((message) => (
          <li key={message.id} className="panel max-w-3xl">
            <article aria-labelledby={message.id} className="grid gap-2 py-3">
              <h2 id={message.id}>{message.subject}</h2>
              <p className="small quiet">
                To {message.to} · {clockOf(message.sentAt, { seconds: true })} UTC
              </p>
              <pre className="mono overflow-x-auto whitespace-pre-wrap break-words">
                <Linked text={message.text} />
              </pre>
            </article>
          </li>
        ))}
      </ol>
    </main>
  );
}

/** The text with its addresses as links. */
function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
