import { setTimeout as pause } from "node:timers/promises";
import pMap from "p-map";
import {
  endChecking,
  listUnchecked,
  markAvailability,
  renewChecking,
  takeChecking,
} from "@/db/queries/carts";
import type { Admin } from "@/lib/domain/actor/actor";
import { FRESH_MINUTES } from "@/lib/domain/cart/cart";
import type { Country } from "@/lib/domain/offers/offer";
import { ANYTHING } from "@/lib/domain/offers/search";
import type { Trouble } from "@/lib/domain/twilio/provider";
import { takeSearchQuota } from "@/lib/offers/search-quota";
import { database } from "@/lib/runtime/database";
import { twilioFor } from "@/lib/twilio";

/** Rows that one check asks about, and how many questions go out at a time. */
const MAX_ROWS = 25;
const CONCURRENCY = 4;
/** How long a check of the whole cart may be silent before another one may begin: longer than Twilio may take to answer. */
const LEASE_MS = 60_000;
const RETRY_MS = 5_000;

type CheckOutcome =
  | { kind: "checked"; rows: number }
  | { kind: "asked-too-often" }
  | { kind: "trouble"; trouble: Trouble };

type Row = { e164: string; country: string; type: "local" | "toll-free" | "mobile" };

/** Asks Twilio about the rows that were not asked about for longest, those that are older than so many minutes. */
export async function checkAvailability(
  admin: Admin,
  { olderThanMinutes }: { olderThanMinutes: number },
): Promise<CheckOutcome> {
  const rows = await listUnchecked(database(), admin, { olderThanMinutes, atMost: MAX_ROWS });
  if (rows.length > 0 && !(await takeSearchQuota(database(), admin, rows.length)))
    return { kind: "asked-too-often" };
  return checkRows(admin, rows);
}

/** Before `checkWholeCart`, of which at most one per cart is under way; null while another one is. */
export const beginCheck = (admin: Admin): Promise<string | null> => takeChecking(database(), admin, LEASE_MS);

/** Asks about all rows that nobody asked about lately, a few at a time. `begun` is what `beginCheck` answered. */
export async function checkWholeCart(admin: Admin, begun: string): Promise<void> {
  const db = database();
  let until: string | null = begun;
  while (until) {
    const lately = { olderThanMinutes: FRESH_MINUTES, never: true };
    const rows = await listUnchecked(db, admin, { ...lately, atMost: CONCURRENCY });
    // Has a quota of its own: who searches meanwhile is not told to wait.
    const mayAsk = rows.length > 0 && (await takeSearchQuota(db, admin, rows.length, "check"));
    if (rows.length > 0 && !mayAsk) await pause(RETRY_MS);
    if (rows.length === 0 || (mayAsk && (await checkRows(admin, rows)).kind === "trouble")) break;
    until = await renewChecking(db, admin, until, LEASE_MS);
  }
  if (until) await endChecking(db, admin, until);
}

/**
 * Whether Twilio still has the numbers for sale. A search is a sample, so an absent number "may be gone"; nothing is
 * removed.
 */
async function checkRows(admin: Admin, rows: Row[]): Promise<CheckOutcome> {
  const db = database();
  const provider = await twilioFor(admin.twilioAccountSid);
  let trouble: Trouble | null = null;
  const check = async (row: Row) => {
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
