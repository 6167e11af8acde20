import { type CallerIdStatus as Kind, STATUS_NAMES } from "@/lib/domain/caller-ids/status";
import { Status } from "./status";
import type { Mark } from "./ui/mark-icon";

const MARKS: Record<Kind, Mark> = {
  active: "active",
  leaving: "checking",
  released: "ended",
  gone: "ended",
};

/** How a Caller ID stands. */
export function CallerIdStatus({ of }: { of: { status: Kind } }) {
  return <Status mark={MARKS[of.status]}>{STATUS_NAMES[of.status]}</Status>;
}
