import { listActiveUsers } from "@/db/queries/organizations";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Whom numbers can be assigned to. */
export async function listUsers(admin: Admin) {
  return listActiveUsers(database(), admin);
}
