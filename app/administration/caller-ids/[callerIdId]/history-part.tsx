import { EventList } from "@/components/event-list";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { numberSentence } from "@/lib/domain/audit/number-words";
import type { Dates } from "@/lib/domain/dates";

/** What happened to a number, newest first. */
export function HistoryPart({
  history,
  currency,
  dates,
}: {
  history: CallerIdView["history"];
  currency: string;
  dates: Dates;
}) {
  return (
    <section className="stack-tight" aria-labelledby="history">
      <h2 id="history">History</h2>
      {history.events.length === 0 && (
        <p className="text-quiet text-small">Nothing since histories are kept.</p>
      )}
      <EventList
        dates={dates}
        entries={history.events.map(({ id, at, event, ...names }) => ({
          id,
          at,
          words: numberSentence(event, names, currency),
        }))}
      />
      {history.more && <p className="text-small text-quiet">The newest 50.</p>}
    </section>
  );
}
