import { Status } from "@/components/status";
import { type PersonStatus as Kind, personStatus } from "@/lib/domain/people/person";
import type { ListedPerson } from "@/lib/users/list-people";

const NAMES: Record<Kind, string> = { active: "Active", invited: "Invited", deactivated: "Deactivated" };
const MARKS = { active: "success", invited: "queued", deactivated: "ended" } as const;

export function PersonStatus({ of }: { of: ListedPerson }) {
  const status = personStatus(of);
  return <Status mark={MARKS[status]}>{NAMES[status]}</Status>;
}
