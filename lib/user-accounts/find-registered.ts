import type { Db, Tx } from "@/db/client";
import { findUserWithEmail } from "@/db/queries/new-admins";
import { findPerson, type Person } from "@/db/queries/people";
import type { Admin } from "@/lib/domain/actor/actor";

/** Whose address it is already: somebody of the organisation, or somebody of whom no more is said; null for nobody's. */
export async function findRegistered(
  db: Db | Tx,
  admin: Admin,
  email: string,
): Promise<{ kind: "registered"; person: Person } | { kind: "elsewhere" } | null> {
  const known = await findUserWithEmail(db, email);
  if (!known) return null;
  const person = await findPerson(db, admin, known.id);
  return person ? { kind: "registered", person } : { kind: "elsewhere" };
}
