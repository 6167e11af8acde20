import { plainNumber } from "@/lib/domain/format";
import {
  type ReleaseReason,
  reasonWords,
  releaseFailureWords,
  releasePauseSentence,
} from "@/lib/domain/releases/release";
import type { AuditEvent } from "./events";

type ReleaseEvent = Extract<
  AuditEvent,
  {
    kind:
      | "caller-id.leaving"
      | "caller-id.kept"
      | "caller-id.released"
      | "caller-id.not-released"
      | "release.paused"
      | "release.resumed";
  }
>;

const dayOf = (iso: string) =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${iso}T00:00:00Z`),
  );

const whyOf = ({ reason, words }: { reason?: ReleaseReason; words?: string }) =>
  reason ? ` Reason: ${reasonWords(reason, words)}` : "";

/** What happened to numbers that were given back. */
export function releaseEventSentence(event: ReleaseEvent, who: string): string {
  switch (event.kind) {
    case "caller-id.leaving":
      return `${who} ${
        event.until
          ? `gave up ${plainNumber(event.e164)}: it answers call-backs until ${dayOf(event.until)} and is released then.`
          : `had ${plainNumber(event.e164)} released at once.`
      }${whyOf(event)}`;
    case "caller-id.kept":
      return `${who} kept ${plainNumber(event.e164)}: it is not released.`;
    case "caller-id.released":
      return `${plainNumber(event.e164)} was released.`;
    case "caller-id.not-released":
      return `${plainNumber(event.e164)} was not released. ${releaseFailureWords(event.reason)}`;
    case "release.paused":
      return `The release rests. ${releasePauseSentence(event.reason)}`;
    case "release.resumed":
      return `${who} resumed the release.`;
  }
}
