import { Assignees } from "@/components/assignees";
import { CallerIdStatus } from "@/components/caller-id-status";
import { CopyNumber } from "@/components/copy-number";
import { ForwardsTo } from "@/components/forwards-to";
import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyValue } from "@/components/ui/empty-value";
import { Icon } from "@/components/ui/icon";
import { SelectAllRows } from "@/components/ui/select-all-rows";
import { Table } from "@/components/ui/table";
import type { ListedCallerId } from "@/lib/caller-ids/list-caller-ids";
import { callerIdAddress, withQuery } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { money, placeOf, plainNumber } from "@/lib/domain/format";

/** `back` is where one of them leads back to: this list as it is shown. */
export function CallerIdTable({
  callerIds,
  back,
  dates,
}: {
  callerIds: ListedCallerId[];
  back: string | null;
  dates: Dates;
}) {
  return (
    <Table
      caption="Custom Caller IDs"
      className="caller-id-table"
      columns={[
        { head: <SelectAllRows of="number" what="Caller IDs of this page" />, className: "table-check" },
        "Number",
        "Status",
        "Place",
        "Assigned users",
        "Forwards to",
        { head: "Labels", className: "table-wide" },
        { head: "Monthly price", className: "table-right caller-id-table-price" },
        { head: "Added on", className: "table-right table-widest" },
      ]}
    >
      {callerIds.map((callerId) => (
        <CallerIdLine key={callerId.id} callerId={callerId} back={back} dates={dates} />
      ))}
    </Table>
  );
}

/** It stands as one would expect, which a phone has no room to say. */
const isCalm = ({ status, attention, release }: ListedCallerId) =>
  status === "active" && attention === null && release?.state !== "refused";

function CallerIdLine({
  callerId,
  back,
  dates,
}: {
  callerId: ListedCallerId;
  back: string | null;
  dates: Dates;
}) {
  return (
    <tr>
      <td className="table-check caller-id-table-check">
        <input type="hidden" name="shown" value={callerId.id} />
        <Checkbox name="number" value={callerId.id} aria-label={`Select ${plainNumber(callerId.e164)}`} />
      </td>
      <td className="table-number">
        <a className="link-row" href={withQuery(callerIdAddress(callerId.id), { back })}>
          <PhoneNumber e164={callerId.e164} />
        </a>
        {callerId.source === "twilio" && <TwilioMark />}
        <CopyNumber e164={callerId.e164} name={plainNumber(callerId.e164)} />
      </td>
      <td className="caller-id-table-status" data-calm={isCalm(callerId) || undefined}>
        <CallerIdStatus of={callerId} dates={dates} />
      </td>
      <td className="table-place">{placeOf(callerId)}</td>
      <td className="caller-id-table-users">
        <Assignees id={callerId.id} names={callerId.users} />
      </td>
      <td className="caller-id-table-forward">
        {callerId.source === "own" ? (
          <EmptyValue meaning="not through Twilio" />
        ) : callerId.elsewhere ? (
          <span className="caller-id-table-trouble">
            <Icon name="warning" />
            <span>{callerId.elsewhere}</span>
          </span>
        ) : callerId.forwardTo ? (
          <>
            <span className="only-narrow text-quiet" aria-hidden="true">
              →{" "}
            </span>
            <ForwardsTo of={callerId} />
            {callerId.wouldLoop && (
              <span className="caller-id-table-trouble">
                <Icon name="warning" />
                <span>Its forwarding number can't be rung</span>
              </span>
            )}
          </>
        ) : (
          <span className="text-quiet">Nowhere</span>
        )}
      </td>
      <td className="table-wide caller-id-table-labels">
        {callerId.locked && <Badge icon="lock">Locked</Badge>}
        {callerId.labels.map((label) => (
          <Badge key={label}>{label}</Badge>
        ))}
      </td>
      <td className="table-price table-right caller-id-table-price">
        {callerId.priceMicros === null ? (
          <EmptyValue meaning="not from Twilio" />
        ) : (
          money(callerId.priceMicros, callerId.currency ?? "USD")
        )}
      </td>
      <td className="table-date table-right table-widest">{dates.day(callerId.addedAt)}</td>
    </tr>
  );
}
