import { userAddress } from "@/lib/domain/addresses";
import type { Dates } from "@/lib/domain/dates";
import { plainNumber } from "@/lib/domain/format";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { personStatus } from "@/lib/domain/people/person";
import { ROLE_NAMES } from "@/lib/domain/people/role";
import { env } from "@/lib/runtime/config/env";
import type { ListedPerson } from "@/lib/users/list-people";

/** When somebody was last here, or why they were not. */
export function lastSeen(person: ListedPerson, dates: Dates): string {
  if (person.deactivatedAt) return `Deactivated ${dates.since(person.deactivatedAt)}`;
  if (person.lastSignInAt) return dates.dayAndTime(person.lastSignInAt);
  return person.invitedAt ? `Invited ${dates.since(person.invitedAt)}` : "Never";
}

/** `User in Austin, last signed in today, 1:40 PM`. */
export function aboutPerson(person: ListedPerson, dates: Dates): string {
  const who = ROLE_NAMES[person.role] + (person.team ? ` in ${person.team}` : "");
  const seen = person.lastSignInAt
    ? `last signed in ${dates.when(person.lastSignInAt)}`
    : person.invitedAt
      ? `invited ${dates.when(person.invitedAt)}, not signed in yet`
      : "never signed in";
  return `${who}, ${seen}`;
}

/** Why an address can't be somebody's, and the page of whom it belongs to, where that is one of ours. */
export function refusedAddress(
  outcome: { kind: "registered"; person: ListedPerson } | { kind: "elsewhere" },
): { words: string; registered: string } {
  if (outcome.kind === "registered") {
    const { id, name } = outcome.person;
    const words = `This address is registered already: ${name}, ${personStatus(outcome.person)}.`;
    return { words, registered: userAddress(id) };
  }
  const { email, phone } = env().support;
  const words = `This address can't be used here. Ask ${email ?? phone ?? "whoever runs this console"}.`;
  return { words, registered: "" };
}

/** What somebody changed while a form stood open: what of it differs from what was typed. */
export function staleWords(
  person: ListedPerson,
  typed: { name: string; phone: string; team: string; role: string },
  country: string,
  by: { who: string | null; at: Date } | null,
  dates: Dates,
): string {
  const now = [
    person.name !== typed.name && `the name is ${person.name}`,
    (person.phone ? asTyped(person.phone, country) : "") !== typed.phone &&
      `the phone is ${person.phone ? plainNumber(person.phone) : "empty"}`,
    (person.team ?? "") !== typed.team && (person.team ? `the team is ${person.team}` : "there is no team"),
    person.role !== typed.role && `the role is ${ROLE_NAMES[person.role]}`,
    person.deactivatedAt && "they are deactivated",
  ].filter(Boolean);
  const who = by?.who ?? "Somebody";
  const when = by ? ` ${dates.when(by.at)}` : " meanwhile";
  return `${who} changed this${when}${now.length > 0 ? `: ${now.join(", ")}` : ""}. Nothing of yours was saved yet. Save again to put it on top.`;
}
