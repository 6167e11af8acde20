import pMap from "p-map";
import { listUnchecked, markAvailability } from "@/db/queries/carts";
import type { Admin } from "@/lib/domain/actor/actor";
import type { Country } from "@/lib/domain/offers/offer";
import { ANYTHING } from "@/lib/domain/offers/search";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { takeSearchQuota } from "@/lib/offers/search-quota";
import { database } from "@/lib/runtime/database";
import { twilioFor } from "@/lib/twilio";

/** Rows that one check asks about, and how many questions go out at a time. */
const MAX_ROWS = 25;
const CONCURRENCY = 4;

type CheckOutcome =
  | { kind: "checked"; rows: number }
  | { kind: "asked-too-often" }
  | { kind: "trouble"; trouble: Trouble };

/**
 * Asks Twilio whether the cart's numbers are still for sale, those first that were not asked about for longest. A
 * search is a sample, so an absent number "may be gone"; nothing is removed.
 */
export async function checkAvailability(
  admin: Admin,
  { olderThanMinutes }: { olderThanMinutes: number },
): Promise<CheckOutcome> {
  const db = database();
  const provider = await twilioFor(admin.twilioAccountSid);
  const rows = await listUnchecked(db, admin, olderThanMinutes, MAX_ROWS);
  if (rows.length > 0 && !(await takeSearchQuota(db, admin, rows.length))) return { kind: "asked-too-often" };
  let trouble: Trouble | null = null;
  const check = async (row: (typeof rows)[number]) => {
    if (trouble) return;
    const found = await provider.search({
      ...ANYTHING,
      country: row.country as Country,
      type: row.type,
      contains: row.e164.slice(1),
    });
    if (found.kind !== "found" && found.kind !== "nothing") {
      trouble = found;
      return;
    }
    const there = found.kind === "found" && found.offers.some((offer) => offer.e164 === row.e164);
    await markAvailability(db, admin, row.e164, there ? "available" : "may-be-gone");
  };
  await pMap(rows, check, { concurrency: CONCURRENCY });
  return trouble ? { kind: "trouble", trouble } : { kind: "checked", rows: rows.length };
}
