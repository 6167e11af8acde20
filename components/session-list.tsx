import { ago } from "@/lib/domain/format";

type Session = { id: string; lastUsedAt: Date | null; network: string | null };

/** Where somebody is signed in, and when each session was last used. */
export function SessionList({ sessions, now }: { sessions: Session[]; now: Date }) {
  if (sessions.length === 0) return <p className="text-quiet text-small">Nowhere.</p>;
  return (
    <dl className="definition-list">
      {sessions.map(({ id, lastUsedAt, network }) => (
        <div key={id}>
          <dt>{network ?? "A browser"}</dt>
          <dd>{lastUsedAt ? ago(lastUsedAt, now) : "Not used yet"}</dd>
        </div>
      ))}
    </dl>
  );
}
