import { countReleasable, firstReleasable } from "@/db/queries/releasable";
import { insertRelease, lockSelected } from "@/db/queries/releases";
import { findSelection, lockSelection, markUsed } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import { RELEASE_REASONS, type ReleaseReason } from "@/lib/domain/releases/release";
import { isConfirmed, readReleaseDay, releaseDays } from "@/lib/domain/releases/typed-release";
import { cleanTyped } from "@/lib/domain/typed-text";
import { database } from "@/lib/runtime/database";

export type TypedRelease = {
  how: "later" | "now";
  until: string;
  reason: string;
  words: string;
  /** What was typed to confirm it. */
  confirm: string;
  takesAddressOff: boolean;
  /** How many the page said would go. */
  shown: number;
};

type ReleaseNumbersOutcome =
  /** Pressed twice, it is one release. */
  | { kind: "released"; releaseId: string; numbers: number }
  | { kind: "not-found" | "under-way" | "nothing" }
  /** The selection was used for a change. */
  | { kind: "used"; changeId: string }
  /** Not as many can be released as were shown. */
  | { kind: "differs"; numbers: number }
  | { kind: "problem"; field: "until" | "reason" | "words" | "confirm"; words: string };

const MAX_WORDS = 500;

/**
 * Gives the chosen numbers back, at once or on a day until which they answer call-backs; they show on no call from now on.
 * It is written down before Twilio is asked for anything. What is locked, in an open order, one's own, or was changed
 * since it was chosen, stays.
 */
export async function releaseNumbers(
  admin: Admin,
  selectionId: string,
  typed: TypedRelease,
  now = new Date(),
): Promise<ReleaseNumbersOutcome> {
  const db = database();
  if (!(await findSelection(db, admin, selectionId))) return { kind: "not-found" };
  const read = readTyped(typed, admin.timeZone, now);
  if ("kind" in read) return read;
  return db.transaction(async (tx) => {
    const selection = await lockSelection(tx, admin, selectionId);
    if (!selection) return { kind: "under-way" };
    const { changeId } = selection;
    if (changeId?.startsWith("rel_")) return { kind: "released", releaseId: changeId, numbers: typed.shown };
    if (changeId) return { kind: "used", changeId };
    await lockSelected(tx, selectionId);
    const { counts } = await countReleasable(tx, selectionId);
    if (counts.goes === 0) return { kind: "nothing" };
    if (counts.goes !== typed.shown) return { kind: "differs", numbers: counts.goes };
    const [one] = counts.goes === 1 ? await firstReleasable(tx, selectionId, "goes", 1) : [];
    if (!isConfirmed(typed.confirm, counts.goes, one?.e164 ?? null))
      return {
        kind: "problem",
        field: "confirm",
        words: one
          ? "This is not the number that is released."
          : `This is not how many are released. Type ${counts.goes}.`,
      };
    const { releaseId, released } = await insertRelease(tx, admin, selection, read);
    await markUsed(tx, selectionId, releaseId);
    return { kind: "released", releaseId, numbers: released };
  });
}

function readTyped(typed: TypedRelease, timeZone: string, now: Date) {
  const problem = (field: "until" | "reason" | "words", words: string) =>
    ({ kind: "problem", field, words }) as const;
  const words = cleanTyped(typed.words);
  if (!Object.hasOwn(RELEASE_REASONS, typed.reason)) return problem("reason", "Choose a reason.");
  if (words.length > MAX_WORDS) return problem("words", `At most ${MAX_WORDS} characters.`);
  const day = typed.how === "later" ? readReleaseDay(typed.until, releaseDays(now, timeZone)) : { day: null };
  if ("problem" in day) return problem("until", day.problem);
  const { takesAddressOff } = typed;
  return { reason: typed.reason as ReleaseReason, words, releaseOn: day.day, takesAddressOff };
}
