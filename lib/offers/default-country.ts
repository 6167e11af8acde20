import { getOrganization } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/admin";
import { database } from "@/lib/runtime/database";

/** The country that the organisation's numbers and typed numbers are of unless something else is said. */
export async function defaultCountry(admin: Admin): Promise<string> {
  return (await getOrganization(database(), admin.organizationId)).defaultCountry;
}
