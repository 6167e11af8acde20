/** So few names are spelled out at once. */
const FEW = 3;

/** How many, and which: a few at once, many on demand. */
export function ExpandableList({ count, items }: { count: string; items: { id: string; name: string }[] }) {
  return (
    <details className="expandable-list" open={items.length <= FEW}>
      <summary>{count}</summary>
      <ul>
        {items.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
