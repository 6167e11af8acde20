import { cleanTyped } from "@/lib/domain/typed-text";

/** Letters as people count them: a flag or an accented letter is one. */
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const lengthOf = (text: string) => [...graphemes.segment(text)].length;

const MAX_NAME = 80;
const MAX_TEAM = 40;

/** A name as it was meant, or what is wrong with it. */
export function readName(typed: string): { name: string } | { problem: string } {
  const name = cleanTyped(typed).replace(/\n/g, " ");
  if (!/[\p{L}\p{N}]/u.test(name)) return { problem: "Enter the name that colleagues know them by." };
  if (lengthOf(name) > MAX_NAME)
    return {
      problem: `This is longer than ${MAX_NAME} letters. Shorten it; the first and last name are enough.`,
    };
  return { name };
}

/** The same for the name of an organisation. */
export function readOrganizationName(typed: string): { name: string } | { problem: string } {
  const read = readName(typed);
  return "name" in read ? read : { problem: `Enter a name of at most ${MAX_NAME} letters.` };
}

/** A team's name; null for none. One that differs from a team in use by capitals alone is that team. */
export function readTeam(typed: string, inUse: string[]): { team: string | null } | { problem: string } {
  const team = cleanTyped(typed).replace(/\n/g, " ");
  if (!team) return { team: null };
  if (lengthOf(team) > MAX_TEAM) return { problem: `A team's name has at most ${MAX_TEAM} letters.` };
  return { team: inUse.find((one) => one.toLowerCase() === team.toLowerCase()) ?? team };
}

/** How somebody stands. */
export type PersonStatus = "active" | "invited" | "deactivated";

export const personStatus = (person: {
  deactivatedAt: Date | null;
  invitedAt: Date | null;
  lastSignInAt: Date | null;
}): PersonStatus =>
  person.deactivatedAt ? "deactivated" : person.invitedAt && !person.lastSignInAt ? "invited" : "active";

/** What of a person is asked for by a form. */
export type TypedPerson = { name: string; email: string; phone: string; team: string; role: string };
