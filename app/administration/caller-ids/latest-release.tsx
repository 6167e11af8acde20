import { Notice } from "@/components/ui/notice";
import type { Admin } from "@/lib/domain/actor/actor";
import { releaseAddress, withQuery } from "@/lib/domain/addresses";
import { type Dates, datesOf } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { readLatestRelease } from "@/lib/releases/read-latest-release";

type Latest = NonNullable<Awaited<ReturnType<typeof readLatestRelease>>>;

/** The newest release of the last day: its page is the way to what became of it, and to keep what has not gone yet. */
export async function LatestRelease({ admin, back }: { admin: Admin; back: string }) {
  const latest = await readLatestRelease(admin);
  if (!latest) return null;
  const dates = datesOf(admin, new Date());
  return (
    <Notice>
      <span>{`${latest.who} ${wordsOf(latest, dates)}`}</span>{" "}
      <a href={withQuery(releaseAddress(latest.id), { back })}>
        {latest.open > 0 && latest.releaseOn ? "Show or keep" : "Show"}
      </a>
    </Notice>
  );
}

function wordsOf({ numbers, released, open, at, releaseOn }: Latest, dates: Dates): string {
  const all = plural(numbers, "Caller ID");
  if (open > 0 && releaseOn)
    return `gave up ${all} ${dates.when(at)}, which ${numbers === 1 ? "leaves" : "leave"} on ${dates.calendarDay(releaseOn)}.`;
  if (open > 0) return `has ${all} released since ${dates.since(at)}.`;
  if (released === 0) return `gave up ${all} ${dates.when(at)}; none was released.`;
  return `released ${released === numbers ? all : `${released.toLocaleString("en-US")} of ${all}`} ${dates.when(at)}.`;
}
