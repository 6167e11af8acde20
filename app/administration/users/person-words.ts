import { userAddress } from "@/lib/domain/addresses";
import { eventSentence } from "@/lib/domain/audit/event-words";
import type { AuditEvent } from "@/lib/domain/audit/events";
import type { Dates } from "@/lib/domain/dates";
import { plainNumber } from "@/lib/domain/format";
import { asTyped } from "@/lib/domain/forwarding/forwarding";
import { personStatus } from "@/lib/domain/people/person";
import { ROLE_NAMES } from "@/lib/domain/people/role";
import { onTop, staleWords } from "@/lib/domain/stale-form";
import { env } from "@/lib/runtime/config/env";
import type { ListedPerson } from "@/lib/users/list-people";

/** What happened to somebody; no such event names an amount. */
export const personWords = ({
  event,
  who,
  heir,
}: {
  event: AuditEvent;
  who: string | null;
  heir: string | null;
}) => eventSentence(event, who, "USD", heir);

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

const SHOWN = ["name", "email", "phone", "team", "role"] as const;
type Shown = Record<(typeof SHOWN)[number], string>;

/** What the fields of somebody's form show. */
export const shownOf = (person: ListedPerson, country: string): Shown => ({
  name: person.name,
  email: person.email,
  phone: person.phone ? asTyped(person.phone, country) : "",
  team: person.team ?? "",
  role: person.role,
});

/**
 * Somebody else changed the person while a form stood open that was drawn with `before`: what to say, and what the fields
 * hold then. Only what was typed goes on top; what was left alone is theirs.
 */
export function afterStale(
  person: ListedPerson,
  { typed, before, country }: { typed: Shown; before: Partial<Shown>; country: string },
  by: { who: string | null; at: Date } | null,
  dates: Dates,
): { words: string; values: Shown } {
  const now = shownOf(person, country);
  const { values, changed: theirs } = onTop(typed, before, now);
  const changed = (field: keyof Shown) => theirs.has(field);
  const told = [
    changed("name") && `the name is ${now.name}`,
    changed("email") && `the address is ${now.email}`,
    changed("phone") && `the phone is ${person.phone ? plainNumber(person.phone) : "empty"}`,
    changed("team") && (now.team ? `the team is ${now.team}` : "there is no team"),
    changed("role") && `the role is ${ROLE_NAMES[person.role]}`,
    person.deactivatedAt && "they are deactivated",
  ].filter((one) => typeof one === "string");
  return { words: staleWords(by?.who ?? null, by && dates.when(by.at), told), values };
}
