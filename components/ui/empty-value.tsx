/** Nothing to show, and why for those who listen. */
export function EmptyValue({ meaning }: { meaning: string }) {
  return (
    <span className="quiet">
      <span aria-hidden="true">–</span>
      <span className="sr-only">{meaning}</span>
    </span>
  );
}
