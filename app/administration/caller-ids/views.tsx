import { Icon } from "@/components/ui/icon";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import { CALLER_IDS } from "@/lib/domain/addresses";
import { deleteViewAction } from "./actions";
import { SaveView } from "./save-view";

const BUILT_IN = [
  { id: "all", name: "All", query: "" },
  { id: "attention", name: "Needs attention", query: "attention=yes" },
  { id: "nobody", name: "Nobody assigned", query: "assigned=nobody" },
];

/** The list as it is seen often: three ways of ours, and those that admins have saved. */
export function Views({
  saved,
  query,
  counts: { listed, attention },
}: {
  saved: { id: string; name: string; query: string }[];
  /** What the list shows now, as a view keeps it. */
  query: string;
  counts: { listed: number; attention: number };
}) {
  const counted: Record<string, number> = { all: listed, attention };
  const views = [...BUILT_IN, ...saved];
  const current = views.find((view) => view.query === query);
  const own = saved.find(({ id }) => id === current?.id);
  return (
    <div className="views">
      <nav className="views-list" aria-label="Views">
        {views.map((view) => (
          <a
            key={view.id}
            href={view.query ? `${CALLER_IDS}?${view.query}` : CALLER_IDS}
            aria-current={view === current ? "true" : undefined}
          >
            {view.id === "attention" && attention > 0 && <Icon name="warning" />}
            <span>{view.name}</span>
            {counted[view.id] ? <b> {counted[view.id]?.toLocaleString("en-US")}</b> : null}
          </a>
        ))}
      </nav>
      {own && (
        <PlainForm action={deleteViewAction}>
          <input type="hidden" name="viewId" value={own.id} />
          <Submit look="plain">Delete view</Submit>
        </PlainForm>
      )}
      {!current && <SaveView query={query} key={query} />}
    </div>
  );
}
