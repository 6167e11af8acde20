import { ButtonLink } from "@/components/ui/button";
import { Submit } from "@/components/ui/submit";
import { CALLER_IDS_EXPORT, withQuery } from "@/lib/domain/addresses";
import type { ChangeCounts, ChangePart } from "@/lib/domain/caller-ids/change-many";
import { plural } from "@/lib/domain/format";

/** The ways on: preview first, then the change itself, or the file. */
export function ChangeFoot({
  selection,
  part,
  counts,
  back,
}: {
  selection: { id: string; numbers: number };
  part: ChangePart | "export";
  /** Of what the preview shows, where there is one. */
  counts: ChangeCounts | null;
  back: string;
}) {
  const canChange = counts !== null && counts.changed > 0;
  return (
    <>
      {canChange && <span className="window-foot-words">One change, with Undo for 24 hours.</span>}
      <div className="actions">
        <ButtonLink href={back}>Back</ButtonLink>
        {part === "export" ? (
          <ButtonLink
            look="primary"
            icon="download"
            href={withQuery(CALLER_IDS_EXPORT, { selection: selection.id })}
          >
            {`Export ${plural(selection.numbers, "Caller ID")}`}
          </ButtonLink>
        ) : (
          <>
            <Submit look={canChange ? undefined : "primary"} form="intend">
              Preview
            </Submit>
            {canChange && (
              <Submit look="primary" form="apply">
                {`Change ${plural(counts.changed, "Caller ID")}`}
              </Submit>
            )}
          </>
        )}
      </div>
    </>
  );
}
