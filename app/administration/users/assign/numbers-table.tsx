import { Assignees } from "@/components/assignees";
import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectAllRows } from "@/components/ui/select-all-rows";
import { Table } from "@/components/ui/table";
import type { CallerIdRow } from "@/lib/caller-ids/list-caller-ids";
import { placeOf, plainNumber } from "@/lib/domain/format";

/** Caller IDs to choose from, and who may use them already. */
export function NumbersTable({ rows }: { rows: CallerIdRow[] }) {
  return (
    <Table
      caption="Caller IDs"
      className="numbers-table"
      columns={[
        { head: <SelectAllRows of="number" what="Caller IDs of this page" />, className: "table-check" },
        "Number",
        "Place",
        { head: "Assigned users", className: "table-right" },
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
          <td className="table-right numbers-table-users">
            <Assignees id={row.id} names={row.users} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
