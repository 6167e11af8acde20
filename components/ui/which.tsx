/** So few names are spelled out at once. */
const FEW = 3;

/** How many, and which: a few at once, many on demand. */
export function Which({ count, names }: { count: string; names: string[] }) {
  return (
    <details className="which" open={names.length <= FEW}>
      <summary>{count}</summary>
      <ul>
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name, and the list never changes.
          <li key={index}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
