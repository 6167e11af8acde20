import { listResting } from "@/db/queries/releases";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** Releases that wait for somebody to resume them, newest first. */
export const listRestingReleases = (admin: Admin) => listResting(database(), admin);
