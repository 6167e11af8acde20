import { ForwardsTo } from "@/components/forwards-to";
import { PhoneNumber } from "@/components/phone-number";
import { Table } from "@/components/ui/table";
import type { CallerIdRow } from "@/lib/caller-ids/list-caller-ids";
import { placeOf } from "@/lib/domain/format";

/** What somebody may show on their calls, and where call-backs go. */
export function MyNumbers({ rows }: { rows: CallerIdRow[] }) {
  return (
    <Table
      caption="My Caller IDs"
      className="my-numbers"
      columns={["Number", "Place", { head: "Call-backs go to", className: "table-right" }]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td className="table-number">
            <PhoneNumber e164={row.e164} />
          </td>
          <td className="table-place">{placeOf(row)}</td>
          <td className="table-right my-numbers-forward">
            <ForwardsTo of={row} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
