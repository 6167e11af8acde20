import { FlashMessage } from "@/app/flash-message";
import type { Admin } from "@/lib/domain/actor/actor";
import { PausedNotice } from "../paused-notice";
import { WaitingNotice } from "../waiting-notice";
import { LatestChange } from "./latest-change";
import { LatestRelease } from "./latest-release";
import { RestingReleases } from "./resting-releases";

/** What waits for somebody, what was just done, and what can still be undone. */
export function ListNotices({ admin, back }: { admin: Admin; back: string }) {
  return (
    <>
      <WaitingNotice admin={admin} />
      <PausedNotice admin={admin} />
      <RestingReleases admin={admin} />
      <FlashMessage />
      <LatestRelease admin={admin} back={back} />
      <LatestChange admin={admin} back={back} />
    </>
  );
}
