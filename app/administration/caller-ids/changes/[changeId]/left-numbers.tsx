import { PlainNumber } from "@/components/phone-number";
import { callerIdAddress } from "@/lib/domain/addresses";

/** Numbers that a change left, and why. */
export function LeftNumbers({
  words,
  rows,
  count,
}: {
  words: string;
  rows: { id: string; e164: string }[];
  count: number;
}) {
  // After a day nobody knows which they were.
  if (rows.length === 0) return <p>{words}</p>;
  return (
    <details>
      <summary>
        <span>{words}</span> <span className="text-quiet">Show them</span>
      </summary>
      <ul>
        {rows.map(({ id, e164 }) => (
          <li key={id}>
            <a href={callerIdAddress(id)}>
              <PlainNumber e164={e164} />
            </a>
          </li>
        ))}
      </ul>
      {count > rows.length && (
        <p className="text-small text-quiet">{`The first ${rows.length} of ${count.toLocaleString("en-US")}.`}</p>
      )}
    </details>
  );
}
