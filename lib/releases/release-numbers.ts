import { billsOfReleasable, countReleasable, firstReleasable } from "@/db/queries/releasable";
import { insertRelease, lockSelected } from "@/db/queries/releases";
import { findSelection, lockSelection, markUsed } from "@/db/queries/selections";
import type { Admin } from "@/lib/domain/actor/actor";
import { plainNumber } from "@/lib/domain/format";
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
  /** So many that are used by a trunk or an application may go, too. */
  endsTrunks: number;
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
  /** What is wrong with which field, in words. */
  | { kind: "problems"; fields: Problems };

type Problems = Partial<Record<"until" | "reason" | "words" | "trunks" | "confirm", string>>;

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
  const { problems, ...read } = readTyped(typed, admin.timeZone, now);
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
      problems.confirm = notConfirmed(typed.confirm, counts.goes, one?.e164);
    const bills = await billsOfReleasable(tx, selectionId);
    const inTrunks = bills.reduce((sum, { overridden }) => sum + overridden, 0);
    if (inTrunks > 0 && inTrunks !== typed.endsTrunks)
      problems.trunks = "Tick this, or take them off their trunk or application in Twilio’s console first.";
    if (Object.keys(problems).length > 0) return { kind: "problems", fields: problems };
    const { releaseId, released } = await insertRelease(tx, admin, selection, read);
    await markUsed(tx, selectionId, releaseId);
    return { kind: "released", releaseId, numbers: released };
  });
}

function notConfirmed(typed: string, numbers: number, only: string | undefined): string {
  if (!cleanTyped(typed)) return `Type ${only ? plainNumber(only) : numbers} to confirm.`;
  return only
    ? "This is not the number that is released."
    : `This is not how many are released. Type ${numbers}.`;
}

/** What is to be written, of use where there are no problems. */
function readTyped(typed: TypedRelease, timeZone: string, now: Date) {
  const problems: Problems = {};
  const words = cleanTyped(typed.words);
  if (!Object.hasOwn(RELEASE_REASONS, typed.reason)) problems.reason = "Choose a reason.";
  if (typed.reason === "other" && !words) problems.words = "Say which reason it is.";
  if (words.length > MAX_WORDS) problems.words = `At most ${MAX_WORDS} characters.`;
  const day = typed.how === "later" ? readReleaseDay(typed.until, releaseDays(now, timeZone)) : null;
  if (day && "problem" in day) problems.until = day.problem;
  const releaseOn = day && "day" in day ? day.day : null;
  const { takesAddressOff } = typed;
  return { problems, reason: typed.reason as ReleaseReason, words, releaseOn, takesAddressOff };
}
