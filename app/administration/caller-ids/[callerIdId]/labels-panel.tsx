import { SidePanel } from "@/components/side-panel";
import { Badge } from "@/components/ui/badge";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { labelsTyped } from "@/lib/domain/caller-ids/labels";
import { labelsShown } from "@/lib/domain/caller-ids/parts";
import { LabelsForm } from "./labels-form";

/** The labels of a number, and a form that changes them. */
export function LabelsPanel({
  callerId: { id, labels, releasedAt },
}: {
  callerId: CallerIdView["callerId"];
}) {
  return (
    <SidePanel id="number-labels" title="Labels">
      {labels.length > 0 && (
        <ul className="labels-panel-list">
          {labels.map((label) => (
            <li key={label}>
              <Badge>{label}</Badge>
            </li>
          ))}
        </ul>
      )}
      {releasedAt === null ? (
        <LabelsForm callerIdId={id} shown={labelsShown(labels)} labels={labelsTyped(labels)} />
      ) : (
        labels.length === 0 && <p className="text-small text-quiet">None</p>
      )}
    </SidePanel>
  );
}
