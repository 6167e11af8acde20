import type { Db, Tx } from "@/db/client";
import { findForwardingConflict } from "@/db/queries/forwardings";
import { listTeams } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";
import { forwardingSentence, parseForwarding } from "@/lib/domain/forwarding/forwarding";
import { inCountry } from "@/lib/domain/offers/offer";
import { readName, readTeam } from "@/lib/domain/people/person";
import { cleanTyped } from "@/lib/domain/typed-text";

type Typed = { name: string; phone: string; team: string };
type Meant = { name: string; phone: string | null; team: string | null };

/**
 * What was typed about a person as it was meant, or what is wrong with which field. Calls and call-backs go to a phone, so
 * it passes the rules of a forwarding number; the one that they have already is not asked about again.
 */
export async function readTypedPerson(
  db: Db | Tx,
  by: Pick<Admin, "organizationId" | "country">,
  typed: Typed,
  has: string | null = null,
): Promise<{ person: Meant } | { fields: Record<string, string> }> {
  const fields: Record<string, string> = {};
  const name = readName(typed.name);
  if ("problem" in name) fields.name = name.problem;
  const team = readTeam(
    typed.team,
    (await listTeams(db, by)).map((one) => one.team),
  );
  if ("problem" in team) fields.team = team.problem;
  const phone = await readPhone(db, by, typed.phone, has);
  if ("problem" in phone) fields.phone = phone.problem;
  return "problem" in name || "problem" in team || "problem" in phone
    ? { fields }
    : { person: { ...name, ...team, ...phone } };
}

async function readPhone(
  db: Db | Tx,
  by: Pick<Admin, "organizationId" | "country">,
  typed: string,
  has: string | null,
): Promise<{ phone: string | null } | { problem: string }> {
  const number = cleanTyped(typed);
  if (!number) return { phone: null };
  const parsed = parseForwarding(number, by.country);
  if ("e164" in parsed && parsed.e164 === has) return { phone: has };
  const problem = "problem" in parsed ? parsed.problem : await findForwardingConflict(db, by, parsed.e164);
  if (problem === "own-number")
    return {
      problem: `${number} is one of your own Caller IDs, so calls would go round in circles. Enter a phone that somebody answers.`,
    };
  if (problem === "emergency")
    return { problem: `${number} is an emergency number, which is nobody's phone.` };
  if (problem) return { problem: forwardingSentence(problem, number, inCountry(by.country)) };
  return { phone: "e164" in parsed ? parsed.e164 : null };
}
