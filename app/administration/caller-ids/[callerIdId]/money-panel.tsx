import { SidePanel } from "@/components/side-panel";
import { DefinitionList } from "@/components/ui/definition-list";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { orderAddress } from "@/lib/domain/addresses";
import { nextBilledOn } from "@/lib/domain/caller-ids/billing";
import { type Dates, datesOf } from "@/lib/domain/dates";
import { money } from "@/lib/domain/format";

/** What a number costs, since when, and which order bought it. */
export function MoneyPanel({
  callerId,
  now,
  dates,
}: {
  callerId: CallerIdView["callerId"];
  now: Date;
  dates: Dates;
}) {
  const { priceMicros, currency, addedAt, atTwilioSince, orderId, orderNumber, boughtBy, releasedAt } =
    callerId;
  const facts: [string, React.ReactNode][] = [["Added on", dates.day(addedAt)]];
  if (callerId.source === "twilio") {
    if (priceMicros !== null && !releasedAt)
      facts.unshift(["Per month", money(priceMicros, currency ?? "USD")]);
    // Twilio's days begin at midnight UTC.
    const billed = datesOf({ country: "US", timeZone: "UTC" }, now).day(
      nextBilledOn(atTwilioSince ?? addedAt, now),
    );
    if (!releasedAt && callerId.attention !== "gone") facts.push(["Next billed on", billed]);
    if (orderId)
      facts.push([
        "Order",
        <a key="order" href={orderAddress(orderId)}>
          {String(orderNumber)}
        </a>,
      ]);
    if (boughtBy) facts.push(["Bought by", boughtBy]);
  }
  return (
    <SidePanel id="money" title={callerId.source === "twilio" ? "Money" : "Number of your own"}>
      <DefinitionList facts={facts} bare />
    </SidePanel>
  );
}
