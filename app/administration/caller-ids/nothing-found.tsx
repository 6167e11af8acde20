import { CALLER_IDS } from "@/lib/domain/addresses";

/** No listed Caller ID matches; `released` ones do, which are history. */
export function NothingFound({ query, released }: { query: string; released: number }) {
  return (
    <p className="text-quiet">
      {query === "attention=yes" ? "No number needs attention." : "No Caller ID matches."}{" "}
      {released > 0 && (
        <a href={`${CALLER_IDS}?${query}&status=released`}>
          {released === 1 ? "Show 1 that was released" : `Show ${released} that were released`}
        </a>
      )}{" "}
      <a href={CALLER_IDS}>Show all</a>
    </p>
  );
}
