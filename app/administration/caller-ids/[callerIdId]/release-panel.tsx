import { SidePanel } from "@/components/side-panel";
import { ButtonLink } from "@/components/ui/button";
import { PlainForm } from "@/components/ui/plain-form";
import { Submit } from "@/components/ui/submit";
import type { CallerIdView } from "@/lib/caller-ids/read-caller-id";
import { releaseAddress, searchAgainAddress } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { releaseFailureWords } from "@/lib/domain/releases/release";
import { keepAction } from "../releases/[releaseId]/actions";
import { startReleaseAction } from "./actions";

type Props = { callerId: CallerIdView["callerId"]; dates: Dates };

/** Gives a number back, says how that stands, and keeps it while that is possible. */
export function ReleasePanel({ callerId, dates }: Props) {
  const { id, status, locked, release } = callerId;
  const isRefused = status === "active" && release?.state === "refused";
  return (
    <SidePanel id="number-release" title="Release">
      <p className="text-small text-quiet">{wordsOf({ callerId, dates })}</p>
      {release && status !== "active" && (
        <p>
          <a href={releaseAddress(release.releaseId)}>Show the release</a>
        </p>
      )}
      {release && (release.state === "leaving" || release.state === "queued") && (
        <PlainForm action={keepAction}>
          <input type="hidden" name="releaseId" value={release.releaseId} />
          <input type="hidden" name="callerIdId" value={id} />
          <input type="hidden" name="on" value="number" />
          <Submit icon="undo">Keep this number</Submit>
        </PlainForm>
      )}
      {isRefused && release && (
        <p>
          <a href={releaseAddress(release.releaseId)}>Show the release</a>
        </p>
      )}
      {status === "active" && !locked && (
        <PlainForm action={startReleaseAction}>
          <input type="hidden" name="callerIdId" value={id} />
          <Submit icon="leave">{isRefused ? "Release again" : "Release this number"}</Submit>
        </PlainForm>
      )}
      {status === "released" && (
        <ButtonLink icon="search" href={searchAgainAddress(callerId)}>
          Search for it again
        </ButtonLink>
      )}
    </SidePanel>
  );
}

function wordsOf({ callerId: { status, locked, release, releasedAt }, dates }: Props): string {
  if (status === "gone") return "It is not in the Twilio account any more.";
  if (status === "released")
    return `Released ${releasedAt ? dates.when(releasedAt) : ""}. Nothing more is billed.`;
  if (status === "leaving") {
    if (release?.isResting) return "Its release rests until somebody resumes it.";
    if (release?.state === "leaving" && release.on)
      return `It answers call-backs until ${dates.calendarDay(release.on)} and is released that morning. It shows on no calls.`;
    return release?.isAddressLeaving
      ? "It is being released: its emergency address is being taken off first."
      : "It is being released.";
  }
  if (release?.state === "refused") return `Not released. ${releaseFailureWords(release.failure ?? "")}`;
  return locked
    ? "Unlock it first: it is locked against release."
    : "Gives it back to Twilio, which can't be undone.";
}
