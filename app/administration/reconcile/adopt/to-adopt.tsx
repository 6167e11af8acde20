import { PhoneNumber } from "@/components/phone-number";
import { Notice } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { plural } from "@/lib/domain/format";
import { orderName } from "@/lib/domain/orders/order";
import type { Adoptable } from "@/lib/reconcile/read-adoptable";
import { callsAtTwilio } from "../what-differs";

/** The numbers that join the list, and where their calls go today. */
export function ToAdopt({ findings, missing }: { findings: Adoptable[]; missing: number }) {
  return (
    <>
      <p>
        Nothing is bought. From now on {findings.length === 1 ? "it counts" : "they count"} towards your
        maximum.
      </p>
      {missing > 0 && (
        <Notice kind="warn">{`${plural(missing, "number")} changed meanwhile and stay on Reconcile.`}</Notice>
      )}
      <Table caption="Numbers to adopt" className="to-adopt" columns={["Number", "At Twilio today"]}>
        {findings.map(({ e164, twilio, line }) => (
          <tr key={e164}>
            <td className="table-number">
              <PhoneNumber e164={e164} />
            </td>
            <td>
              {line
                ? `${orderName({ number: line.orderNumber })} bought it: its calls go where the order wanted.`
                : callsAtTwilio(twilio)}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
