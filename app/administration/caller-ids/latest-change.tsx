import { Notice } from "@/components/ui/notice";
import { readLatestChange } from "@/lib/caller-ids/read-change";
import type { Admin } from "@/lib/domain/actor/actor";
import { changeAddress, withQuery } from "@/lib/domain/addresses";
import { datesOf } from "@/lib/domain/dates";
import { plural } from "@/lib/domain/format";

/** The newest change of many that can still be undone, whoever made it. */
export async function LatestChange({ admin, back }: { admin: Admin; back: string }) {
  const latest = await readLatestChange(admin);
  if (!latest) return null;
  const { change, who } = latest;
  return (
    <Notice>
      <span>{`${who} changed ${plural(change.changed, "Caller ID")} ${datesOf(admin, new Date()).when(change.at)}: each ${change.words}.`}</span>{" "}
      <a href={withQuery(changeAddress(change.id), { back })}>Show or undo it</a>
    </Notice>
  );
}
