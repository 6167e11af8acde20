import { Icon } from "@/components/ui/icon";
import { VIEW_NAMES, VIEWS, type View } from "@/lib/domain/reconcile/reconcile";
import type { Tally } from "@/lib/reconcile/read-reconcile";
import { costOf } from "./tally-cost";
import { MEANS } from "./words";

/** What differs, a card each: how many, what they cost, and what that means. Each leads to its numbers. */
export function ViewCards({ current, tallies }: { current: View; tallies: Record<View, Tally> }) {
  // What an earlier version set goes on working: it is shown while there is any.
  const shown = VIEWS.filter((view) => view !== "older" || tallies.older.count > 0 || current === "older");
  return (
    <nav className="view-cards" aria-label="What differs">
      {shown.map((view) => (
        <Card key={view} view={view} tally={tallies[view]} isCurrent={view === current} />
      ))}
    </nav>
  );
}

function Card({ view, tally, isCurrent }: { view: View; tally: Tally; isCurrent: boolean }) {
  const needsSomebody = tally.count > 0 && view !== "older";
  return (
    <a
      className="view-cards-card"
      href={`?${new URLSearchParams({ show: view })}`}
      aria-current={isCurrent ? "true" : undefined}
      data-none={tally.count === 0 || undefined}
    >
      <span className="view-cards-name">
        {needsSomebody && <Icon name="warning" />}
        <span>{VIEW_NAMES[view]}</span>
      </span>{" "}
      <span className="view-cards-count">
        <b>{tally.count.toLocaleString("en-US")}</b> <small>{costOf(tally)}</small>
      </span>{" "}
      <span className="view-cards-meaning">{MEANS[view]}</span>
    </a>
  );
}
