import { database } from "@/db/client";
import { getOrganization } from "@/db/queries/organizations";
import type { Admin } from "@/lib/auth/admin";

/** The country that the organisation's numbers and typed numbers are of unless something else is said. */
export async function defaultCountry(admin: Admin): Promise<string> {
  return (await getOrganization(database(), admin.organizationId)).defaultCountry;
}
