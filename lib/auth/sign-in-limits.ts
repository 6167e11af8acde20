import type { Db } from "@/db/client";
import { countHit } from "@/db/queries/rate-limits";

const WINDOW_SECONDS = 15 * 60;
const PER_ADDRESS = 5;
const PER_SOURCE = 40;

/**
 * Counts a request for a sign-in link; false when the address or its source has asked too often. An unknown source
 * is not limited: one stranger could lock everybody out.
 */
export async function maySendSignInLink(db: Db, { email, source }: { email: string; source: string | null }) {
  // The source first: one that has asked too often must not use up somebody's links.
  if (source && (await countHit(db, `sign-in:source:${source}`, WINDOW_SECONDS)) > PER_SOURCE) return false;
  return (await countHit(db, `sign-in:address:${email}`, WINDOW_SECONDS)) <= PER_ADDRESS;
}
