/** What Enter means: a form's first submit button is its default, and others stand before the one that is meant. */
export function DefaultSubmit({ name, value }: { name?: string; value: string }) {
  return (
    <input
      type="submit"
      className="only-screen-reader"
      tabIndex={-1}
      aria-hidden="true"
      name={name}
      value={value}
    />
  );
}
