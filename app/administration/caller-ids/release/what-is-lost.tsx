import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { Table } from "@/components/ui/table";
import { callerIdAddress } from "@/lib/domain/addresses";
import { nextBilledOn } from "@/lib/domain/caller-ids/billing";
import { datesOf } from "@/lib/domain/dates";
import { money, plainNumber } from "@/lib/domain/format";
import { nextBill } from "@/lib/domain/releases/bills";
import { RELEASE_OUTCOMES, staysWords } from "@/lib/domain/releases/release";
import type { ReleaseSelection } from "@/lib/releases/read-release-selection";

/** What goes, what stays and why, and what is lost by it, in all and for each number. */
export function WhatIsLost({
  view: { selection, counts, monthlyMicros, currency, people, bills, rows, staying },
  now,
}: {
  view: ReleaseSelection;
  now: Date;
}) {
  const stays = RELEASE_OUTCOMES.flatMap((outcome) =>
    outcome === "goes" ? [] : (staysWords(outcome, counts[outcome]) ?? []),
  );
  const stay = selection.numbers - counts.goes;
  const next = nextBill(bills, now);
  // Twilio's days begin at midnight UTC.
  const utc = datesOf({ country: "US", timeZone: "UTC" }, now);
  const number = (count: number) => count.toLocaleString("en-US");
  return (
    <section className="stack" aria-labelledby="what-is-lost">
      <h2 id="what-is-lost">
        {counts.goes === 0
          ? "None of these can be released."
          : `${selection.numbers === 1 ? "This number" : `${number(counts.goes)} of ${number(selection.numbers)} numbers`} can be released, which saves ${money(monthlyMicros, currency)} a month.`}
      </h2>
      {stay > 0 && (
        <details className="what-is-lost-staying" open={counts.goes === 0}>
          <summary>{`${number(stay)} ${stay === 1 ? "stays" : "stay"}: ${stays.join(", ")}`}</summary>
          <ul>
            {staying.map(({ id, e164, outcome }) => (
              <li key={id}>
                <a href={callerIdAddress(id)}>{plainNumber(e164)}</a>{" "}
                <span className="text-quiet">
                  {outcome === "goes" ? "" : staysWords(outcome, 1)?.slice(2)}
                </span>
              </li>
            ))}
          </ul>
          {stay > staying.length && <p className="text-small text-quiet">{`The first ${staying.length}.`}</p>}
        </details>
      )}
      {counts.goes > 0 && (
        <dl className="what-is-lost">
          <div>
            <dt>{counts.goes === 1 ? "People who use it" : "People who use them"}</dt>
            <dd>{number(people)}</dd>
          </div>
          <div>
            <dt>Next billed</dt>
            <dd>
              <span>{next ? utc.day(next.at) : "Never"}</span>
              {next && next.numbers < counts.goes && (
                <span className="text-small text-quiet">{` ${number(next.numbers)} of them`}</span>
              )}
            </dd>
          </div>
          <div>
            <dt>Per month</dt>
            <dd>{money(monthlyMicros, currency)}</dd>
          </div>
        </dl>
      )}
      {rows.length > 0 && (
        <Table
          caption="The numbers"
          className="what-is-lost-rows"
          columns={[
            "Number",
            { head: "Users", className: "table-right" },
            { head: "Next billed on", className: "table-right" },
            { head: "Per month", className: "table-right" },
          ]}
        >
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="table-number">
                <PhoneNumber e164={row.e164}>{row.source === "twilio" && <TwilioMark />}</PhoneNumber>
              </td>
              <td className="table-right">
                <span>{row.users === 0 ? "Nobody" : number(row.users)}</span>
                {row.users > 0 && <span className="only-narrow">{row.users === 1 ? " user" : " users"}</span>}
              </td>
              <td className="table-right">
                <span className="only-narrow">Next billed </span>
                <span>
                  {row.source === "twilio" ? utc.day(nextBilledOn(row.createdAt, now)) : "not by Twilio"}
                </span>
              </td>
              <td className="table-right table-price">
                {row.priceMicros === null ? "" : money(row.priceMicros, row.currency ?? "USD")}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {counts.goes > rows.length && (
        <p className="text-small text-quiet">{`The ${rows.length} most used of ${number(counts.goes)}.`}</p>
      )}
    </section>
  );
}
