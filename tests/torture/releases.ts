import { inArray, isNotNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { releaseLines, releases } from "@/db/schema";
import { chooseCallerIds } from "@/lib/caller-ids/choose-caller-ids";
import type { Admin } from "@/lib/domain/actor/actor";
import { releaseDays } from "@/lib/domain/releases/typed-release";
import { keepNumbers } from "@/lib/releases/keep-numbers";
import { releaseNumbers } from "@/lib/releases/release-numbers";
import { resumeRelease } from "@/lib/releases/resume-release";
import type { LedgerEntry } from "../support/start-simulator";

/** Numbers that somebody gave back, and that were kept after all. */
export type ReleaseFigures = { asked: number; kept: number };

/** So many are given back in one go. */
const AT_ONCE = 40;

/**
 * An admin gives some of what is listed back: most at once, some on a far day; sometimes they take it back at the same
 * moment as the engine takes it up. Not more than `most` in all.
 */
export async function releaseSome(
  db: Db,
  admin: Admin,
  chance: () => number,
  figures: ReleaseFigures,
  most: number,
) {
  const room = Math.min(AT_ONCE, most - figures.asked);
  if (room <= 0) return;
  const { rows } = await db.execute<{ id: string; e164: string }>(sql`select id, e164 from caller_ids
    where organization_id = ${admin.organizationId} and source = 'twilio' and status = 'active' and not locked
    order by md5(id || ${String(chance())}) limit ${1 + Math.floor(chance() * room)}`);
  const selection = await chooseCallerIds(admin, { ids: rows.map(({ id }) => id) }, "some");
  if (!selection) return;
  // Of numbers that an open order has, or that somebody changed meanwhile, not all go: as many as it says are confirmed.
  let shown = rows.length;
  for (let tries = 0; tries < 3; tries++) {
    const outcome = await releaseNumbers(admin, selection, {
      how: chance() < 0.8 ? "now" : "later",
      until: releaseDays(new Date(), admin.timeZone).last,
      reason: "not-needed",
      words: "",
      confirm: shown === 1 ? (rows[0]?.e164 ?? "") : String(shown),
      takesAddressOff: true,
      endsTrunks: 0,
      shown,
    });
    if (outcome.kind === "differs") {
      shown = outcome.numbers;
      continue;
    }
    if (outcome.kind !== "released") return;
    figures.asked += outcome.numbers;
    if (chance() < 0.3) figures.kept += (await keepNumbers(admin, outcome))?.kept ?? 0;
    return;
  }
}

/** What an administrator does: a fault may have looked like the account's. */
export async function resumeReleases(db: Db, admins: Admin[]) {
  const resting = await db.select().from(releases).where(isNotNull(releases.pausedReason));
  for (const { id, organizationId } of resting) {
    const admin = admins.find((one) => one.organizationId === organizationId);
    if (admin) await resumeRelease(admin, id);
  }
}

/** Numbers that the engine still has to release. */
export async function countReleasing(db: Db): Promise<number> {
  const [row] = await db
    .select({ lines: sql<number>`count(*)::int` })
    .from(releaseLines)
    .where(inArray(releaseLines.state, ["queued", "releasing"]));
  return row?.lines ?? 0;
}

export type ReleasedLine = Pick<typeof releaseLines.$inferSelect, "sid" | "state">;
type Entry = Pick<LedgerEntry, "account_sid" | "e164" | "sid" | "effect">;

/** Compares what Twilio gave up, in the order in which it did, with what we say was given back. */
export function judgeReleases(lines: ReleasedLine[], ledger: Entry[]) {
  const gone = ledger.filter(({ effect }) => effect === "release");
  const saidReleased = new Set(lines.filter(({ state }) => state === "released").map(({ sid }) => sid));
  const goneSids = new Set(gone.map(({ sid }) => sid ?? ""));
  return {
    releasedTwice: gone.length - goneSids.size,
    /** Nobody asked for it, or we say that it is ours still. */
    releasedUnasked: [...goneSids].filter((sid) => !saidReleased.has(sid)).length,
    /** We say that it is released, and Twilio has it and bills it. */
    notReleased: [...saidReleased].filter((sid) => !goneSids.has(sid)).length,
    boughtBack: ledger.filter(
      ({ effect, e164, account_sid }, index) =>
        effect === "purchase" &&
        ledger
          .slice(0, index)
          .some((one) => one.effect === "release" && one.e164 === e164 && one.account_sid === account_sid),
    ).length,
    releaseStuck: lines.filter(({ state }) => state === "queued" || state === "releasing").length,
  };
}
