import { Notice } from "@/components/ui/notice";
import type { Admin } from "@/lib/domain/actor/actor";
import { releaseAddress } from "@/lib/domain/addresses";
import { plural } from "@/lib/domain/format";
import { releasePauseSentence } from "@/lib/domain/releases/release";
import { listRestingReleases } from "@/lib/releases/list-resting-releases";

/** Says which releases do not go on, and why. */
export async function RestingReleases({ admin }: { admin: Admin }) {
  const resting = await listRestingReleases(admin);
  return resting.map(({ id, numbers, reason }) => (
    <Notice kind="warn" key={id}>
      <strong>{`The release of ${plural(numbers, "number")} rests.`}</strong>{" "}
      <span>{releasePauseSentence(reason ?? "")}</span> <a href={releaseAddress(id)}>Show it</a>
    </Notice>
  ));
}
