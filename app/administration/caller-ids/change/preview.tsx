import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { FilterTabs } from "@/components/ui/filter-tabs";
import { Table } from "@/components/ui/table";
import type { ChangePreview } from "@/lib/caller-ids/read-selection";
import { allLeftWords, changeWords, type RowOutcome, valueWords } from "@/lib/domain/caller-ids/change-many";
import { placeOf } from "@/lib/domain/format";

const OUTCOMES: [RowOutcome, string][] = [
  ["changed", "Change"],
  ["same", "So already"],
  ["kept", "Stay as they are"],
  ["moved", "Changed by somebody"],
];

/** What will be: how many change, how many don't and why, and the first of them, before and after. */
export function Preview({
  preview: { change, counts, first },
  chosen,
  show,
  query,
  users,
}: {
  preview: ChangePreview;
  chosen: number;
  show: RowOutcome;
  /** What the address keeps beside the part that is shown. */
  query: Record<string, string>;
  users: { id: string; name: string }[];
}) {
  const nameOf = (id: string) => users.find((user) => user.id === id)?.name;
  const number = (count: number) => count.toLocaleString("en-US");
  const tabs = OUTCOMES.filter(([outcome]) => outcome === "changed" || counts[outcome] > 0);
  return (
    <section className="stack-tight" aria-labelledby="preview">
      <h2 id="preview" className="only-screen-reader">
        Preview
      </h2>
      <p className="preview-sentence">
        <strong>
          {counts.changed === 0
            ? "Nothing would change."
            : `${number(counts.changed)} of ${number(chosen)} ${counts.changed === 1 ? "changes" : "change"}: ${changeWords(change, nameOf)}.`}
        </strong>{" "}
        <span>{allLeftWords(change, counts)}</span>
      </p>
      {tabs.length > 1 && (
        <FilterTabs
          label="Show"
          param="show"
          query={query}
          current={show}
          tabs={tabs.map(([to, name]) => ({ to, name, count: counts[to] }))}
        />
      )}
      {first.length > 0 && (
        <Table
          caption="Before and after"
          className="preview"
          columns={["Number", "Place", "Before", "After"]}
        >
          {first.map((row) => (
            <tr key={row.id}>
              <td className="table-number">
                <PhoneNumber e164={row.e164}>{row.source === "twilio" && <TwilioMark />}</PhoneNumber>
              </td>
              <td className="table-place">{placeOf(row)}</td>
              <td className="preview-before">{valueWords(change.part, row.before, nameOf)}</td>
              <td className="preview-after">
                {show === "changed" ? valueWords(change.part, row.after, nameOf) : "As before"}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {counts[show] > first.length && (
        <p className="text-small text-quiet">{`The first ${first.length} of ${number(counts[show])}.`}</p>
      )}
    </section>
  );
}
