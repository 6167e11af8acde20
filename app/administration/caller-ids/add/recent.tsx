import type { RecentSearch } from "@/lib/offers/recent-searches";

/** The way back to a search of before, whose numbers are shown as they were while they are fresh. */
export function Recent({ searches, back }: { searches: RecentSearch[]; back: string }) {
  if (searches.length === 0) return null;
  return (
    <nav className="recent" aria-label="Recent searches">
      <span>Recent</span>
      {searches.map(({ query, words }) => (
        <a key={query} href={`?${query}${back && `&${new URLSearchParams({ back })}`}`}>
          {words}
        </a>
      ))}
    </nav>
  );
}
