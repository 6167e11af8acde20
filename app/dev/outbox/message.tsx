import { OUTBOX, withQuery } from "@/lib/domain/addresses";
import type { readOutbox } from "@/lib/email/read-outbox";

type OutboxMessage = NonNullable<Awaited<ReturnType<typeof readOutbox>>>[number];

/** One email as it would have arrived. */
export function Message({ message, token }: { message: OutboxMessage; token: string }) {
  return (
    <article aria-labelledby={message.id} className="message panel">
      <h2 id={message.id}>{message.subject}</h2>
      <p className="text-small text-quiet">
        To {message.to} · {message.sentAt.toISOString().slice(11, 19)} UTC
      </p>
      <pre className="text-mono" translate="no">
        <Linked text={message.text} />
      </pre>
      {message.fileName && (
        <p className="text-small">
          <a href={withQuery(`${OUTBOX}/${message.id}`, { token })} download>
            {message.fileName}
          </a>
        </p>
      )}
    </article>
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
