import { Assignees } from "@/components/assignees";
import { PhoneNumber } from "@/components/phone-number";
import { TwilioMark } from "@/components/twilio-mark";
import { Icon } from "@/components/ui/icon";
import { Table } from "@/components/ui/table";
import type { CallerIdRow } from "@/lib/caller-ids/list-caller-ids";
import { dateOf, money, placeOf, plainNumber } from "@/lib/domain/format";

export function CallerIdTable({ callerIds }: { callerIds: CallerIdRow[] }) {
  return (
    <Table
      caption="Custom Caller IDs"
      className="ids"
      columns={[
        "Number",
        "Place",
        "Assigned users",
        "Forwards to",
        { head: "Ring forever", className: "cut-2" },
        { head: "Monthly price", className: "right" },
        { head: "Added on", className: "right cut-1" },
      ]}
    >
      {callerIds.map((callerId) => (
        <CallerIdLine key={callerId.id} callerId={callerId} />
      ))}
    </Table>
  );
}

function CallerIdLine({ callerId }: { callerId: CallerIdRow }) {
  return (
    <tr>
      <td className="num">
        <PhoneNumber e164={callerId.e164}>{callerId.source === "twilio" && <TwilioMark />}</PhoneNumber>
      </td>
      <td className="place">{placeOf(callerId)}</td>
      <td className="who">
        <Assignees id={callerId.id} names={callerId.users} />
      </td>
      <td className="to">
        {callerId.forwardTo ? (
          <>
            <span className="only-narrow quiet" aria-hidden="true">
              →{" "}
            </span>
            <span>{plainNumber(callerId.forwardTo)}</span>
            {callerId.ringForever && (
              <span className="only-narrow rings" aria-hidden="true">
                <Icon name="forever" />
              </span>
            )}
            {callerId.wouldLoop && (
              <span className="trouble">
                <Icon name="warning" />
                <span>Its forwarding number can't be rung</span>
              </span>
            )}
          </>
        ) : (
          <span className="quiet">Nowhere</span>
        )}
      </td>
      <td className="forever cut-2">
        {callerId.ringForever ? (
          <span className="rings">
            <Icon name="forever" /> Yes
          </span>
        ) : (
          <span className="quiet">No</span>
        )}
      </td>
      <td className="price right">
        {callerId.priceMicros === null ? (
          <span className="quiet">
            <span aria-hidden="true">–</span>
            <span className="sr-only">not from Twilio</span>
          </span>
        ) : (
          money(callerId.priceMicros, callerId.currency ?? "USD")
        )}
      </td>
      <td className="date right cut-1">{dateOf(callerId.addedAt)}</td>
    </tr>
  );
}
