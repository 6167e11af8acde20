import type { Dates } from "@/lib/domain/dates";

/** What happened, in words, each with its moment. */
export function EventList({
  entries,
  dates,
}: {
  entries: { id: number; at: Date; words: string }[];
  dates: Dates;
}) {
  return (
    <ol className="event-list">
      {entries.map(({ id, at, words }) => (
        <li key={id}>
          <time dateTime={at.toISOString()}>{dates.dayAndTime(at)}</time>
          <span>{words}</span>
        </li>
      ))}
    </ol>
  );
}
