/**
 * What stands at the end of a chain of errors, which is what went wrong: above it libraries say only what they were doing.
 * A connection that was refused at each of several addresses has its words in the first of its errors.
 */
export function causeInWords(error: unknown): string {
  let last = error;
  for (let next = error; next instanceof Error; next = causeOf(next)) last = next;
  if (!(last instanceof Error)) return String(last);
  const code = (last as NodeJS.ErrnoException).code;
  return last.message || code || last.name;
}

const causeOf = (error: Error): unknown =>
  error.cause ?? (error instanceof AggregateError && !error.message ? error.errors[0] : undefined);
