import type { ReactNode } from "react";
import { SelectionKeys } from "./selection-keys";

/** What is meant: the ticked rows, all of the page, or all that the filters find. */
const SCOPES = ["ticked", "page", "match"] as const;

/**
 * What is chosen of a list, and what can be done with it; it shows once something is ticked. It stands in the list's form,
 * behind the rows.
 */
export function SelectionBar({
  shown,
  matching,
  children,
}: {
  /** How many rows this page shows. */
  shown: number;
  /** How many there are in all. */
  matching: number;
  /** Its buttons. */
  children: ReactNode;
}) {
  const words = {
    ticked: (
      <>
        <span className="selection-bar-count" /> selected
      </>
    ),
    page: `All ${shown.toLocaleString("en-US")} on this page`,
    match: `All ${matching.toLocaleString("en-US")} that match`,
  };
  const scopes = SCOPES.filter((scope) => scope !== "match" || matching > shown);
  return (
    <section className="selection-bar" aria-label="What is selected">
      <div className="selection-bar-scopes">
        {scopes.map((scope) => (
          <label key={scope}>
            <input type="radio" name="scope" value={scope} defaultChecked={scope === "ticked"} />
            <span>{words[scope]}</span>
          </label>
        ))}
      </div>
      <SelectionKeys />
      <div className="selection-bar-acts">{children}</div>
    </section>
  );
}
