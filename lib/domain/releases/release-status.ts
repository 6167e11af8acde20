import type { CallerIdStatus } from "@/lib/domain/caller-ids/status";
import type { Dates } from "@/lib/domain/dates";
import type { ReleaseFailure, ReleaseLineState } from "./release";

/** How giving back one number stands. */
export type ReleaseOfCallerId = {
  releaseId: string;
  state: ReleaseLineState;
  failure: ReleaseFailure | null;
  /** Its day, `2026-12-24`; null for one that was released at once. */
  on: string | null;
  /** Twilio lets its account do nothing, or has not answered. */
  isResting: boolean;
  isAddressLeaving: boolean;
  /** When it was released, or refused. */
  endedAt: string | null;
};

/** In a word or two, where that says more than the number's status. */
export function releaseStatus(
  status: CallerIdStatus,
  release: ReleaseOfCallerId | null,
  dates: Dates,
): { words: string; kind: "leaving" | "releasing" | "resting" | "refused" | "released" } | null {
  if (status === "active" && release?.state === "refused") return { words: "Not released", kind: "refused" };
  if (status === "released" && release?.state === "released" && release.endedAt)
    return { words: `Released ${dates.since(new Date(release.endedAt))}`, kind: "released" };
  if (status !== "leaving" || !release) return null;
  if (release.isResting) return { words: "Release rests", kind: "resting" };
  if (release.state === "leaving" && release.on)
    return { words: `Leaving ${dates.calendarDay(release.on)}`, kind: "leaving" };
  return { words: "Releasing", kind: "releasing" };
}
