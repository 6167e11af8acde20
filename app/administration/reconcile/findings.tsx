import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { Checkbox } from "@/components/ui/checkbox";
import { Empty } from "@/components/ui/empty";
import { EmptyValue } from "@/components/ui/empty-value";
import { SelectAllRows } from "@/components/ui/select-all-rows";
import { Table } from "@/components/ui/table";
import type { Dates } from "@/lib/domain/dates";
import { money, plainNumber, plural } from "@/lib/domain/format";
import { FIRST_PAGE, type PageAsked } from "@/lib/domain/paging/paging";
import type { View } from "@/lib/domain/reconcile/reconcile";
import type { FindingRow, Tally } from "@/lib/reconcile/read-reconcile";
import { FindingsForm } from "./findings-form";
import { costOf } from "./tally-cost";
import { WhatDiffers } from "./what-differs";
import { AGREES, DOES } from "./words";

/** One view's numbers: what differs, what it costs, and what can be done about the ticked ones. */
export function Findings({
  view,
  place = FIRST_PAGE,
  tally,
  rows,
  dates,
  isKnown,
}: {
  view: View;
  place?: PageAsked;
  tally: Tally;
  rows: FindingRow[];
  dates: Dates;
  /** The account has been read once. */
  isKnown: boolean;
}) {
  if (!isKnown) return <p className="text-quiet">Shown once the account has been read.</p>;
  if (tally.count === 0)
    return (
      <Empty icon="tick" title="Nothing to do">
        <p>{AGREES[view]}</p>
      </Empty>
    );
  return (
    <FindingsForm
      view={view}
      place={place}
      summary={`${[plural(tally.count, "number"), costOf(tally)].filter(Boolean).join(", ")}. ${DOES[view]}`}
    >
      <Table
        caption="Numbers that differ"
        className="findings"
        columns={[
          { head: <SelectAllRows of="row" what="numbers" />, className: "table-check" },
          "Number",
          "What differs",
          { head: "Monthly price", className: "table-right" },
        ]}
      >
        {rows.map((row) => (
          <tr key={row.e164}>
            <td className="table-check">
              <Checkbox name="row" value={`${row.e164} ${row.version}`} aria-label={plainNumber(row.e164)} />
            </td>
            <td className="table-number">
              <PhoneNumber e164={row.e164}>{row.listed && <TwilioMark />}</PhoneNumber>
            </td>
            <td className="findings-difference">
              <WhatDiffers view={view} row={row} dates={dates} />
            </td>
            <td className="table-price table-right">
              {row.monthly ? (
                money(row.monthly.micros, row.monthly.currency)
              ) : (
                <EmptyValue meaning="unknown" />
              )}
            </td>
          </tr>
        ))}
      </Table>
    </FindingsForm>
  );
}
