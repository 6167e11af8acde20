import { ForwardsTo } from "@/components/forwards-to";
import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectAllRows } from "@/components/ui/select-all-rows";
import { Table } from "@/components/ui/table";
import type { CallerIdRow } from "@/lib/caller-ids/list-caller-ids";
import type { Dates } from "@/lib/domain/dates";
import { placeOf, plainNumber } from "@/lib/domain/format";

/** The Caller IDs of one person, to be ticked. */
export function PersonNumbers({ name, rows, dates }: { name: string; rows: CallerIdRow[]; dates: Dates }) {
  return (
    <Table
      caption={`Caller IDs that ${name} may use`}
      className="person-numbers"
      columns={[
        {
          head: <SelectAllRows of="number" what="Caller IDs of this page" />,
          className: "table-check",
        },
        "Number",
        "Place",
        "Forwards to",
        { head: "Added on", className: "table-right table-wide" },
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td className="table-check">
            <Checkbox name="number" value={row.id} aria-label={`Select ${plainNumber(row.e164)}`} />
          </td>
          <td className="table-number">
            <PhoneNumber e164={row.e164}>{row.source === "twilio" && <TwilioMark />}</PhoneNumber>
          </td>
          <td className="table-place">{placeOf(row)}</td>
          <td className="person-numbers-forward">
            <ForwardsTo of={row} />
          </td>
          <td className="table-right table-date table-wide">{dates.day(row.addedAt)}</td>
        </tr>
      ))}
    </Table>
  );
}
