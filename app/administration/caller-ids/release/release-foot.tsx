import { ButtonLink } from "@/components/ui/button";
import { Submit } from "@/components/ui/submit";
import { plural } from "@/lib/domain/format";

/** What goes and what it costs a month, and the press that gives it up. */
export function ReleaseFoot({ goes, costs, back }: { goes: number; costs: string; back: string }) {
  return (
    <>
      {goes > 0 && <span className="window-foot-words">{`${plural(goes, "number")}, ${costs} a month`}</span>}
      <div className="actions">
        <ButtonLink href={back}>Cancel</ButtonLink>
        {goes > 0 && (
          <Submit look="danger-solid" form="release">
            {`Release ${plural(goes, "Caller ID")}`}
          </Submit>
        )}
      </div>
    </>
  );
}
