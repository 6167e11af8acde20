import { Notice } from "@/components/ui/notice";
import { orderAddress } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { plainNumber, plural } from "@/lib/domain/format";

type Fault = { orderId: string; e164: string | null; since: Date; total: number };

/** What fails again and again, oldest first; nothing when all goes well. */
export function RepeatedFaults({ faults, dates }: { faults: Fault[]; dates: Dates }) {
  const [oldest] = faults;
  if (!oldest) return null;
  const more = oldest.total - faults.length;
  return (
    <Notice kind="bad">
      <strong>
        {plural(oldest.total, "purchase or account reading", "purchases or account readings")} could not be
        written down because of a fault of this console.
      </strong>{" "}
      The console’s log names it: tell whoever runs it.
      <ul className="stack-tight">
        {faults.map(({ orderId, e164, since }) => (
          <li key={`${orderId} ${e164}`}>
            <a className="link-target" href={orderAddress(orderId)}>
              {e164 ? plainNumber(e164) : "Reading the account for an order"}
            </a>
            <span>{`, since ${dates.dayAndTime(since)}`}</span>
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </Notice>
  );
}
