import { CancelRemaining } from "@/app/administration/orders/[orderId]/cancel-remaining";
import { datesOf } from "@/lib/domain/dates";
import { PAUSES } from "@/lib/domain/orders/order";
import { orderSummary } from "@/lib/domain/orders/order-summary";
import { NoResults } from "../../administration/caller-ids/add/no-results";
import { Results } from "../../administration/caller-ids/add/results";
import { CallerIdTable } from "../../administration/caller-ids/caller-id-table";
import { CartTable } from "../../administration/caller-ids/cart/cart-table";
import { OrderNotices } from "../../administration/orders/[orderId]/order-notices";
import { OrderTable } from "../../administration/orders/[orderId]/order-table";
import { OrderTally } from "../../administration/orders/[orderId]/order-tally";
import { CALLER_IDS, CART, LINES, NOW, OFFERS, ORDER, SEARCH } from "./samples";
import { Section } from "./section";

const summary = orderSummary(LINES);
const dates = datesOf({ country: "US", timeZone: "America/Chicago" }, NOW);
const values = { ...SEARCH, back: "" };
const common = { dates, here: "", stillSince: null };

export function Rows() {
  return (
    <>
      <Section title="Caller IDs">
        <CallerIdTable back={null} callerIds={CALLER_IDS} dates={dates} />
      </Section>
      <Section title="Results, some of them around">
        <Results
          search={SEARCH}
          values={values}
          newerThan={null}
          offers={OFFERS}
          around={2}
          searchedAt={NOW}
        />
      </Section>
      <Section title="No results, and trouble">
        <NoResults
          search={{ ...SEARCH, contains: "999" }}
          values={{ ...values, contains: "999" }}
          result={{ kind: "nothing" }}
        />
        <NoResults
          search={SEARCH}
          values={values}
          result={{ kind: "trouble", trouble: { kind: "unreachable" } }}
        />
      </Section>
      <Section title="Cart">
        <CartTable rows={CART} now={NOW} />
      </Section>
      <Section title="An order, each row in another state">
        <OrderTally dates={dates} order={ORDER} summary={summary} />
        <OrderTable {...common} lines={LINES} summary={summary} show="all" />
      </Section>
      <Section title="How an order stands">
        <OrderTally
          dates={dates}
          order={{ ...ORDER, state: "partly_done", finishedAt: NOW }}
          summary={summary}
        />
        <OrderNotices
          {...common}
          order={{ ...ORDER, state: "partly_done" }}
          summary={summary}
          retryable={2}
        />
        <OrderNotices
          {...common}
          order={{ ...ORDER, state: "approved", snapshotTries: 1 }}
          summary={summary}
          retryable={0}
        />
        <OrderNotices
          {...common}
          order={{ ...ORDER, state: "awaiting_code" }}
          summary={summary}
          retryable={0}
        />
        <OrderNotices
          {...common}
          order={{ ...ORDER, state: "paused", pausedReason: "ending", endingSince: NOW }}
          summary={summary}
          retryable={0}
        />
        <CancelRemaining here="" orderId={ORDER.id} summary={summary} />
        <OrderNotices {...common} order={{ ...ORDER, state: "cancelled" }} summary={summary} retryable={0} />
        <OrderNotices {...common} order={{ ...ORDER, state: "expired" }} summary={summary} retryable={0} />
        {PAUSES.map((pausedReason) => (
          <OrderNotices
            {...common}
            key={pausedReason}
            order={{ ...ORDER, state: "paused", pausedReason }}
            summary={summary}
            retryable={0}
          />
        ))}
      </Section>
    </>
  );
}
