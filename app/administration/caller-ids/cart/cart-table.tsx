import { PhoneNumber } from "@/components/phone-number";
import { Status } from "@/components/status";
import { Button } from "@/components/ui/button";
import type { CartRow } from "@/lib/cart/read-cart";
import { ago, money, nationalNumber, placeOf } from "@/lib/format";
import { similarSearch } from "@/lib/offers/search";
import { Requirements } from "../add/results";

export function CartTable({ rows, now }: { rows: CartRow[]; now: Date }) {
  return (
    <table className="table lines">
      <caption className="sr-only">Numbers in your cart</caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">Place</th>
          <th scope="col">Availability</th>
          <th className="right" scope="col">
            Monthly price
          </th>
          <th className="act right" scope="col">
            Action
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.e164}>
            <td className="num">
              <PhoneNumber e164={row.e164} />
            </td>
            <td className="place">{placeOf(row)}</td>
            <td className="note">
              <span className="gap">
                <RowAvailability row={row} now={now} />
                <Requirements {...row} />
              </span>
            </td>
            <td className="price right">{money(row.priceMicros, row.currency)}</td>
            <td className="act right">
              <Button
                look="plain"
                icon="remove"
                label={`Remove ${nationalNumber(row.e164)}`}
                name="remove"
                value={row.e164}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RowAvailability({ row, now }: { row: CartRow; now: Date }) {
  const age = row.checkedAt ? `, ${ago(row.checkedAt, now)}` : "";
  if (row.availability === "may-be-gone")
    return (
      <>
        <Status mark="checking">May be gone{age}</Status>
        <a className="inline-target" href={`/administration/caller-ids/add?${similarSearch(row)}`}>
          Find a similar number
        </a>
      </>
    );
  return <span className="quiet">{row.availability === "available" ? `Available${age}` : "Just added"}</span>;
}
