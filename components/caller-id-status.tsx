import { ATTENTION_NAMES, type Attention } from "@/lib/domain/caller-ids/attention";
import { type CallerIdStatus as Kind, STATUS_NAMES } from "@/lib/domain/caller-ids/status";
import type { Dates } from "@/lib/domain/dates";
import { type ReleaseOfCallerId, releaseStatus } from "@/lib/domain/releases/release-status";
import { Status } from "./status";
import type { Mark } from "./ui/mark-icon";

const MARKS: Record<Kind, Mark> = {
  active: "active",
  leaving: "checking",
  released: "ended",
  gone: "ended",
};

const RELEASE_MARKS = {
  leaving: "checking",
  releasing: "buying",
  resting: "paused",
  refused: "failed",
  released: "ended",
} as const satisfies Record<string, Mark>;

type Shown = { status: Kind; attention: Attention | null; release: ReleaseOfCallerId | null };

/** How a Caller ID stands; what needs somebody is said instead of "Active". */
export function CallerIdStatus({ of, dates }: { of: Shown; dates: Dates }) {
  const release = releaseStatus(of.status, of.release, dates);
  if (release && (release.kind !== "refused" || !of.attention))
    return <Status mark={RELEASE_MARKS[release.kind]}>{release.words}</Status>;
  if (of.status === "active" && of.attention)
    return <Status mark="attention">{ATTENTION_NAMES[of.attention]}</Status>;
  return <Status mark={MARKS[of.status]}>{STATUS_NAMES[of.status]}</Status>;
}
