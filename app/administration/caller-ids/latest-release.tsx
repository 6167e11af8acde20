import { Notice } from "@/components/ui/notice";
import type { Admin } from "@/lib/domain/actor/actor";
import { releaseAddress, withQuery } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";
import { readLatestRelease } from "@/lib/releases/read-latest-release";

/** The newest release of the last day: its page is the way to what became of it, and to keep what has not gone yet. */
export async function LatestRelease({ admin, back }: { admin: Admin; back: string }) {
  const latest = await readLatestRelease(admin);
  if (!latest) return null;
  const dates = datesOf(admin, new Date());
  const { id, who, at, numbers, releaseOn } = latest;
  const how = releaseOn ? `, which leave on ${dates.calendarDay(releaseOn)}` : "";
  return (
    <Notice>
      <span>{`${who} released ${plural(numbers, "Caller ID")} ${dates.when(at)}${numbers === 1 ? how.replace("leave", "leaves") : how}.`}</span>{" "}
      <a href={withQuery(releaseAddress(id), { back })}>{releaseOn ? "Show or keep" : "Show"}</a>
    </Notice>
  );
}
