import { PhoneNumber } from "@/components/phone-number";
import { RowStatus } from "@/components/status";
import { TwilioMark } from "@/components/twilio-mark";
import { EmptyValue } from "@/components/ui/empty-value";
import { FilterTabs } from "@/components/ui/filter-tabs";
import { Table } from "@/components/ui/table";
import { ADD_CALLER_IDS, RECONCILE, withQuery } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { money, placeOf } from "@/lib/domain/format";
import { similarSearch } from "@/lib/domain/offers/search";
import { failureSentence, isUncharged, type RowWord, reviewSentence } from "@/lib/domain/orders/line";
import { byNeed, type OrderSummary, wordOf } from "@/lib/domain/orders/order-summary";
import type { OrderLine } from "@/lib/orders/read-order";

const slug = (word: RowWord) => word.toLowerCase().replaceAll(" ", "-");

/** A status per row, those that need eyes first; `show` is one status or "all". */
export function OrderTable({
  lines,
  summary,
  show,
  query = {},
  dates,
  here,
}: {
  lines: OrderLine[];
  summary: OrderSummary;
  show: string;
  /** What else the address keeps. */
  query?: Record<string, string>;
  dates: Dates;
  /** This page's address. */
  here: string;
}) {
  const matching = byNeed(lines).filter((line) => {
    const word = wordOf(line);
    return word !== null && slug(word) === show;
  });
  // A status that no row has any more, or that never was one, shows them all.
  const shown = matching.length > 0 ? matching : byNeed(lines);
  const present = [...summary.counts].filter(([, count]) => count > 0);
  return (
    <>
      {present.length > 0 && (
        <FilterTabs
          label="Show"
          param="show"
          query={query}
          current={matching.length > 0 ? show : "all"}
          tabs={[
            { to: "all", name: "All", count: lines.length },
            ...present.map(([word, count]) => ({ to: slug(word), name: word, count })),
          ]}
        />
      )}
      <Table
        caption="Numbers of this order"
        className="order-table"
        columns={[
          "Number",
          "Place",
          "Status",
          "What happened",
          { head: "Monthly price", className: "table-right" },
        ]}
      >
        {shown.map((line) => (
          <OrderRow key={line.id} line={line} dates={dates} here={here} />
        ))}
      </Table>
    </>
  );
}

type RowProps = { line: OrderLine; dates: Dates; here: string };

function OrderRow({ line, dates, here }: RowProps) {
  const word = wordOf(line);
  return (
    <tr>
      <td className="table-number">
        <PhoneNumber e164={line.e164}>{line.state === "bought" && <TwilioMark />}</PhoneNumber>
      </td>
      <td className="table-place">{placeOf(line)}</td>
      <td className="table-state">{word ? <RowStatus word={word} /> : <EmptyValue meaning="ended" />}</td>
      <td className="order-table-reason">
        <WhatHappened line={line} dates={dates} here={here} />
      </td>
      <td className="table-price table-right">
        {word === "Failed" || word === null ? (
          <EmptyValue meaning={isUncharged(line.reason) ? "not charged" : "not bought"} />
        ) : (
          money(line.priceMicros, line.currency)
        )}
      </td>
    </tr>
  );
}

function WhatHappened({ line, dates, here }: RowProps) {
  if (line.state === "dropped") return <>The order ended before it was approved.</>;
  if (line.state === "failed")
    return (
      <>
        {failureSentence(line.reason ?? "")}{" "}
        {line.reason === "taken" && (
          <a className="link-target" href={`${ADD_CALLER_IDS}?${similarSearch(line, here)}`}>
            Find a similar number
          </a>
        )}
      </>
    );
  if (line.state === "bought")
    return (
      <span className="text-quiet">
        {line.finishedAt && `Bought ${dates.when(line.finishedAt)}`}
        {line.releasedAt && `, released ${dates.when(line.releasedAt)}`}
      </span>
    );
  if (line.state === "review")
    return (
      <>
        {reviewSentence(line.reason)}{" "}
        <a className="link-target" href={withQuery(RECONCILE, { show: "review" })}>
          Decide
        </a>
      </>
    );
  if (line.state === "intent" && line.uncertainSince)
    return <>Twilio did not answer. We are finding out whether it was bought.</>;
  return null;
}
