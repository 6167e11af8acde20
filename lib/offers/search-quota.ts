import type { Db } from "@/db/client";
import { countHit } from "@/db/queries/rate-limits";
import type { Admin } from "@/lib/domain/actor/actor";

export const PER_MINUTE = 120;

export const ASKED_TOO_OFTEN = `You have asked Twilio ${PER_MINUTE} times within a minute, which is as often as this console does for one admin. Wait a minute, then try again.`;

/**
 * Counts questions that an admin puts to Twilio; false when there were too many. All of a company's questions share
 * what Twilio answers its account, purchases included.
 */
export async function takeSearchQuota(
  db: Db,
  admin: Admin,
  questions = 1,
  purpose: "ask" | "check" = "ask",
): Promise<boolean> {
  return (await countHit(db, `${purpose}:admin:${admin.userId}`, 60, questions)) <= PER_MINUTE;
}
