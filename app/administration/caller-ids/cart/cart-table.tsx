import { PhoneNumber } from "@/components/phone-number";
import { Status } from "@/components/status";
import { SelectAllRows } from "@/components/ui/select-all-rows";
import { Table } from "@/components/ui/table";
import type { CartRow } from "@/lib/cart/read-cart";
import { ADD_CALLER_IDS, CART } from "@/lib/domain/addresses";
import { needsPapers } from "@/lib/domain/cart/cart";
import { ago, money, placeOf, plainNumber } from "@/lib/domain/format";
import { similarSearch } from "@/lib/domain/offers/search";
import { Requirements } from "../add/results";

/**
 * One of the longest lists: whatever a row holds costs twice, as HTML and for the scripts, 500 times. So its cells have
 * no classes; the style sheet counts them.
 */
export function CartTable({ rows, now }: { rows: CartRow[]; now: Date }) {
  return (
    <Table
      caption="Numbers in your cart"
      className="cart-table"
      columns={[
        { head: <SelectAllRows of="line" what="numbers" />, className: "table-check" },
        "Number",
        "Place",
        "Availability",
        "Monthly price",
        "Action",
      ]}
    >
      {rows.map((row) => (
        <tr key={row.e164} id={`n${row.e164.slice(1)}`}>
          <td>
            <input
              className="checkbox"
              type="checkbox"
              name="line"
              value={row.e164}
              aria-label={`Select ${plainNumber(row.e164)}`}
            />
          </td>
          <td>
            <PhoneNumber e164={row.e164} />
          </td>
          <td>{placeOf(row)}</td>
          <td>
            {availabilityOf(row, now)}
            {needsPapers(row) ? (
              <>
                {" "}
                <Requirements {...row} />
              </>
            ) : null}
          </td>
          <td>{money(row.priceMicros, row.currency)}</td>
          <td>
            <button
              type="submit"
              aria-label={`Remove ${plainNumber(row.e164)}`}
              name="remove"
              value={row.e164}
            />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function availabilityOf(row: CartRow, now: Date) {
  const age = row.checkedAt ? `, ${ago(row.checkedAt, now)}` : "";
  if (row.availability === "may-be-gone")
    return (
      <>
        <Status mark="checking">May be gone{age}</Status>{" "}
        <a className="link-target" href={`${ADD_CALLER_IDS}?${similarSearch(row, CART)}`}>
          Find a similar number
        </a>
      </>
    );
  return row.availability === "available" ? `Available${age}` : "Not checked yet";
}
