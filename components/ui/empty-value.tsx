/** Nothing to show, and why for those who listen. */
export function EmptyValue({ meaning }: { meaning: string }) {
  return (
    <span className="text-quiet">
      <span aria-hidden="true">–</span>
      <span className="only-screen-reader">{meaning}</span>
    </span>
  );
}
