import { plainNumber, plural } from "@/lib/domain/format";
import { ROLE_NAMES } from "@/lib/domain/people/role";
import type { AuditEvent } from "./events";

type PersonEvent = Extract<AuditEvent, { personId: string }>;

/** What happened to a person, as their own page tells it: "them" is whom it is about. */
export function personSentence(event: PersonEvent, who: string, heir: string | null): string {
  switch (event.kind) {
    case "person.added":
      return `${who} added them as ${withArticle(ROLE_NAMES[event.role] ?? event.role)} and invited them.`;
    case "person.invited":
      return `${who} invited them again.`;
    case "person.renamed":
      return `${who} changed the name.`;
    case "person.phone-changed":
      return event.after === null
        ? `${who} removed the phone.`
        : event.before === null
          ? `${who} added a phone.`
          : `${who} changed the phone.`;
    case "person.team-changed":
      return event.after === null
        ? `${who} took them out of ${event.before}.`
        : event.before === null
          ? `${who} put them into ${event.after}.`
          : `${who} moved them from ${event.before} to ${event.after}.`;
    case "person.role-changed":
      return `${who} changed the role from ${ROLE_NAMES[event.before] ?? event.before} to ${ROLE_NAMES[event.after] ?? event.after}.`;
    case "person.address-asked":
      return `${who} asked for a new email address, which holds once it is confirmed.`;
    case "person.address-withdrawn":
      return `${who} took the new email address back, which was not confirmed.`;
    case "person.address-changed":
      return "The new email address was confirmed and holds.";
    case "person.signed-out":
      return `${who} signed them out everywhere: ${plural(event.sessions, "session")}.`;
    case "person.assigned":
      return `${who} assigned ${numbersOf(event)}.`;
    case "person.unassigned":
      return `${who} unassigned ${numbersOf(event)}.`;
    case "person.deactivated":
      return `${who} deactivated them${
        event.numbers === 0
          ? "."
          : event.givenTo === null
            ? `, who might use ${plural(event.numbers, "Caller ID")}.`
            : ` and gave ${plural(event.numbers, "Caller ID")} to ${heir ?? "somebody else"}.`
      }`;
    case "person.reactivated":
      return `${who} reactivated them${event.numbers > 0 ? ` and gave back ${plural(event.numbers, "Caller ID")}` : ""}.`;
    default:
      return fromAnotherVersion(event);
  }
}

/** As it is spoken: a user, an owner. */
const withArticle = (noun: string) => `${/^(?!User)[AEIOU]/.test(noun) ? "an" : "a"} ${noun.toLowerCase()}`;
const numbersOf = ({ numbers, e164 }: { numbers: number; e164?: string | null }) =>
  numbers === 1 && e164 ? plainNumber(e164) : plural(numbers, "Caller ID");

/** While two releases run side by side, the newer one may write what this one has no words for. */
const fromAnotherVersion = (_: never) => "Something that a newer version of the console has words for.";
