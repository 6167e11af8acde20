import { findLatestRelease } from "@/db/queries/releases";
import type { Admin } from "@/lib/domain/actor/actor";
import { database } from "@/lib/runtime/database";

/** The newest release of the last day, whoever made it; null where there is none. */
export const readLatestRelease = (admin: Admin) => findLatestRelease(database(), admin);
