import { EventList } from "@/components/event-list";
import { eventSentence } from "@/lib/domain/audit/event-words";
import type { Dates } from "@/lib/domain/dates";
import type { UserView } from "@/lib/users/read-user";

/** What happened to somebody, newest first. */
export function HistoryPart({ history, dates }: { history: UserView["history"]; dates: Dates }) {
  return (
    <section className="stack-tight" aria-labelledby="history">
      <h2 id="history">History</h2>
      {history.events.length === 0 && (
        <p className="text-quiet text-small">Nothing since histories are kept.</p>
      )}
      <EventList
        dates={dates}
        entries={history.events.map(({ id, at, who, event }) => ({
          id,
          at,
          // None of these names an amount.
          words: eventSentence(event, who, "USD"),
        }))}
      />
      {history.more && <p className="text-small text-quiet">The newest 50.</p>}
    </section>
  );
}
