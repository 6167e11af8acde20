import { Assignees } from "@/components/assignees";
import { PhoneNumber, PlainNumber } from "@/components/phone-number";
import { RingForever } from "@/components/ring-forever";
import { TwilioMark } from "@/components/twilio-mark";
import { EmptyValue } from "@/components/ui/empty-value";
import { Icon } from "@/components/ui/icon";
import { Table } from "@/components/ui/table";
import type { CallerIdRow } from "@/lib/caller-ids/list-caller-ids";
import type { Dates } from "@/lib/domain/dates";
import { money, placeOf } from "@/lib/domain/format";

export function CallerIdTable({ callerIds, dates }: { callerIds: CallerIdRow[]; dates: Dates }) {
  return (
    <Table
      caption="Custom Caller IDs"
      className="caller-id-table"
      columns={[
        "Number",
        "Place",
        "Assigned users",
        "Forwards to",
        { head: "Ring forever", className: "table-wide" },
        { head: "Monthly price", className: "table-right" },
        { head: "Added on", className: "table-right table-widest" },
      ]}
    >
      {callerIds.map((callerId) => (
        <CallerIdLine key={callerId.id} callerId={callerId} dates={dates} />
      ))}
    </Table>
  );
}

function CallerIdLine({ callerId, dates }: { callerId: CallerIdRow; dates: Dates }) {
  return (
    <tr>
      <td className="table-number">
        <PhoneNumber e164={callerId.e164}>{callerId.source === "twilio" && <TwilioMark />}</PhoneNumber>
      </td>
      <td className="table-place">{placeOf(callerId)}</td>
      <td className="caller-id-table-users">
        <Assignees id={callerId.id} names={callerId.users} />
      </td>
      <td className="caller-id-table-forward">
        {callerId.forwardTo ? (
          <>
            <span className="only-narrow text-quiet" aria-hidden="true">
              →{" "}
            </span>
            <PlainNumber e164={callerId.forwardTo} />
            {callerId.ringForever && (
              <span className="only-narrow" aria-hidden="true">
                <RingForever />
              </span>
            )}
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
      <td className="table-wide">
        {callerId.ringForever ? <RingForever>Yes</RingForever> : <span className="text-quiet">No</span>}
      </td>
      <td className="table-price table-right">
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
