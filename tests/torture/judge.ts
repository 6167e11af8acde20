import { isUncharged } from "@/lib/domain/orders/line";
import type { LedgerEntry } from "../support/start-simulator";

/** One line of an order, as our database has it in the end. */
export type JudgedLine = {
  twilioAccountSid: string;
  e164: string;
  state: string;
  reason?: string | null;
  sid: string | null;
  priceMicros: number;
  /** How often it was asked for after what was left of its order had been cancelled. */
  attemptsAfterCancel?: number;
};

export type Verdict = {
  bought: number;
  unavailable: number;
  /** We say that we have it, and Twilio never sold it to us. */
  lost: number;
  /** Twilio sold a number more than once. */
  double: number;
  /** Twilio sold it, and we don't list it. */
  orphan: number;
  /** Neither bought nor failed in the end. */
  stuck: number;
  /** Purchases whose price no bought line has. */
  chargeWithoutRecord: number;
  /** Lines that were asked for, or sold, though they had been cancelled. */
  boughtAfterCancel: number;
  /** Lines of which we say that nothing was charged, and Twilio sold their number to us and nobody has it. */
  saidNotChargedButWas: number;
  /** Changes that told other numbers than they changed, and organisations whose counts are not those of their rows. */
  miscounted?: number;
  /** What `judgeReleases` says of what was given back. */
  releasedTwice?: number;
  releasedUnasked?: number;
  notReleased?: number;
  boughtBack?: number;
  releaseStuck?: number;
};

type Entry = Pick<LedgerEntry, "account_sid" | "e164" | "sid" | "effect" | "price_micros">;

/** A number of an account: what one account was sold is nothing to the other's order. */
const keyOf = (one: { e164: string } & ({ twilioAccountSid: string } | { account_sid: string })) =>
  `${"account_sid" in one ? one.account_sid : one.twilioAccountSid} ${one.e164}`;

/**
 * Compares what Twilio sold with what we list; nobody else is asked. `listed` are our Caller IDs by sid, released ones too,
 * `onReconcile` what an administrator finds in the account that nobody lists: only what Twilio sold instead of what was
 * asked for may be there.
 */
export function judge(
  lines: JudgedLine[],
  ledger: Entry[],
  listed: ReadonlySet<string>,
  onReconcile: ReadonlySet<string> = new Set(),
): Verdict {
  const asked = new Set(lines.map(keyOf));
  const isKept = (entry: Entry) => !asked.has(keyOf(entry)) && onReconcile.has(entry.sid ?? "");
  const sold = ledger.filter((entry) => entry.effect === "purchase");
  const soldSids = new Set(sold.map((entry) => entry.sid));
  const bought = lines.filter((line) => line.state === "bought");
  const unrecorded = new Set(
    sold.filter((entry) => !bought.some((line) => line.sid === entry.sid)).map(keyOf),
  );
  const failed = lines.filter((line) => line.state === "failed");
  const recorded = new Map(bought.map((line) => [line.sid, line.priceMicros]));
  return {
    bought: bought.length,
    unavailable: failed.length,
    lost: bought.filter((line) => !soldSids.has(line.sid)).length,
    double: sold.length - new Set(sold.map((entry) => entry.e164)).size,
    orphan: sold.filter((entry) => !listed.has(entry.sid ?? "") && !isKept(entry)).length,
    stuck: lines.filter((line) => line.state !== "bought" && line.state !== "failed").length,
    chargeWithoutRecord: sold.filter(
      (entry) => recorded.get(entry.sid) !== Number(entry.price_micros) && !isKept(entry),
    ).length,
    boughtAfterCancel: lines.filter(
      (line) =>
        (line.attemptsAfterCancel ?? 0) > 0 ||
        (line.state === "failed" && line.reason === "cancelled" && unrecorded.has(keyOf(line))),
    ).length,
    saidNotChargedButWas: failed.filter(
      (line) => isUncharged(line.reason ?? null) && unrecorded.has(keyOf(line)),
    ).length,
  };
}

/** What there is to read about numbers that were sold and are on no bought line. */
export function unrecordedNumbers(lines: JudgedLine[], ledger: Entry[]): string[] {
  const bought = new Set(lines.filter(({ state }) => state === "bought").map(({ sid }) => sid));
  return ledger
    .filter((entry) => entry.effect === "purchase" && !bought.has(entry.sid))
    .map(({ e164 }) =>
      JSON.stringify({
        e164,
        lines: lines.filter((line) => line.e164 === e164),
        ledger: ledger.filter((entry) => entry.e164 === e164),
      }),
    );
}

export const isClean = ({ bought, unavailable, ...wrong }: Verdict) =>
  Object.values(wrong).every((count) => !count);
