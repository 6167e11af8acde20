import { getOrganization, listActiveUsers } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/admin";
import { database } from "@/lib/runtime/database";

/** Whom numbers can be assigned to, and the country that typed numbers are read in. */
export async function listUsers(admin: Admin) {
  const db = database();
  const [users, { defaultCountry }] = await Promise.all([
    listActiveUsers(db, admin.organizationId),
    getOrganization(db, admin.organizationId),
  ]);
  return { users, country: defaultCountry };
}
