import type { Dates } from "@/lib/domain/dates";
import { EventList } from "./event-list";

/** What happened to one thing, newest first; `words` tell each event. */
export function History<Told extends { id: number; at: Date }>({
  of: { events, more },
  words,
  dates,
}: {
  of: { events: Told[]; more: boolean };
  words: (told: Told) => string;
  dates: Dates;
}) {
  return (
    <section className="stack-tight" aria-labelledby="history">
      <h2 id="history">History</h2>
      {events.length === 0 && <p className="text-quiet text-small">Nothing since histories are kept.</p>}
      <EventList dates={dates} entries={events.map((told) => ({ ...told, words: words(told) }))} />
      {more && <p className="text-small text-quiet">{`The newest ${events.length}.`}</p>}
    </section>
  );
}
