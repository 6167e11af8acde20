import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { Empty } from "@/components/ui/empty";
import { EmptyValue } from "@/components/ui/empty-value";
import { money, plainNumber, plural } from "@/lib/domain/format";
import type { View } from "@/lib/domain/reconcile/reconcile";
import type { FindingRow, Tally } from "@/lib/reconcile/read-reconcile";
import { FindingsForm } from "./findings-form";
import { WhatDiffers } from "./what-differs";
import { AGREES, MEANS } from "./words";

/** One view's numbers: what differs, what it costs, and what can be done about the ticked ones. */
export function Findings({
  view,
  after = null,
  tally,
  rows,
  isKnown,
}: {
  view: View;
  after?: string | null;
  tally: Tally;
  rows: FindingRow[];
  /** The account has been read once. */
  isKnown: boolean;
}) {
  if (!isKnown) return <p className="quiet">Shown once the account has been read.</p>;
  if (tally.count === 0)
    return (
      <Empty icon="tick" title="Nothing to do">
        <p>{AGREES[view]}</p>
      </Empty>
    );
  return (
    <FindingsForm
      view={view}
      after={after}
      summary={`${plural(tally.count, "number")}${costOf(tally)}. ${MEANS[view]}`}
    >
      <table className="table findings">
        <caption className="sr-only">Numbers that differ</caption>
        <thead>
          <tr>
            <th className="check" scope="col">
              <span className="sr-only">Choose</span>
            </th>
            <th scope="col">Number</th>
            <th scope="col">What differs</th>
            <th className="right" scope="col">
              Monthly price
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.e164}>
              <td className="check">
                <input
                  className="tick"
                  type="checkbox"
                  name="row"
                  value={`${row.e164} ${row.version}`}
                  aria-label={plainNumber(row.e164)}
                  autoComplete="off"
                />
              </td>
              <td className="num">
                <PhoneNumber e164={row.e164}>{row.listed && <TwilioMark />}</PhoneNumber>
              </td>
              <td className="what">
                <WhatDiffers view={view} row={row} />
              </td>
              <td className="price right">
                {row.monthly ? (
                  money(row.monthly.micros, row.monthly.currency)
                ) : (
                  <EmptyValue meaning="unknown" />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </FindingsForm>
  );
}

function costOf({ monthly }: Tally): string {
  const costs = [...monthly].map(([currency, micros]) => money(micros, currency));
  return costs.length > 0 ? `, ${costs.join(" and ")} a month` : "";
}
