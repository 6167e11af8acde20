import { ATTENTION_NAMES, type Attention } from "@/lib/domain/caller-ids/attention";
import { type CallerIdStatus as Kind, STATUS_NAMES } from "@/lib/domain/caller-ids/status";
import { Status } from "./status";
import type { Mark } from "./ui/mark-icon";

const MARKS: Record<Kind, Mark> = {
  active: "active",
  leaving: "checking",
  released: "ended",
  gone: "ended",
};

/** How a Caller ID stands; what needs somebody is said instead of "Active". */
export function CallerIdStatus({ of }: { of: { status: Kind; attention: Attention | null } }) {
  if (of.status === "active" && of.attention)
    return <Status mark="attention">{ATTENTION_NAMES[of.attention]}</Status>;
  return <Status mark={MARKS[of.status]}>{STATUS_NAMES[of.status]}</Status>;
}
