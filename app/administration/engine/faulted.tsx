import { Notice } from "@/components/ui/notice";
import { dateAndClock, plainNumber, plural } from "@/lib/format";

type Stuck = { orderId: string; e164: string | null; since: Date; total: number };

/** What fails again and again, oldest first; nothing when all goes well. */
export function Faulted({ faulted }: { faulted: Stuck[] }) {
  const [oldest] = faulted;
  if (!oldest) return null;
  const more = oldest.total - faulted.length;
  return (
    <Notice kind="bad">
      <strong>
        {plural(oldest.total, "piece")} of work {oldest.total === 1 ? "fails" : "fail"} again and again
        because of a fault of this console.
      </strong>{" "}
      Its log names the fault: tell whoever runs it.
      <ul className="mt-1 grid gap-1">
        {faulted.map(({ orderId, e164, since }) => (
          <li key={`${orderId} ${e164}`}>
            <a className="inline-target" href={`/administration/orders/${orderId}?show=all`}>
              {e164 ? plainNumber(e164) : "Reading the account for an order"}
            </a>
            , since {dateAndClock(since)}
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </Notice>
  );
}
