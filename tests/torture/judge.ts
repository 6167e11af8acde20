import type { LedgerEntry } from "../support/start-simulator";

/** One line of an order, as our database has it in the end. */
export type JudgedLine = { e164: string; state: string; sid: string | null; priceMicros: number };

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
};

/** Compares what Twilio sold with what we list; nobody else is asked. `listed` are our active Caller IDs by sid. */
export function judge(
  lines: JudgedLine[],
  ledger: Pick<LedgerEntry, "e164" | "sid" | "effect" | "price_micros">[],
  listed: ReadonlySet<string>,
): Verdict {
  const sold = ledger.filter((entry) => entry.effect === "purchase");
  const soldSids = new Set(sold.map((entry) => entry.sid));
  const bought = lines.filter((line) => line.state === "bought");
  const recorded = new Map(bought.map((line) => [line.sid, line.priceMicros]));
  return {
    bought: bought.length,
    unavailable: lines.filter((line) => line.state === "failed").length,
    lost: bought.filter((line) => !soldSids.has(line.sid)).length,
    double: sold.length - new Set(sold.map((entry) => entry.e164)).size,
    orphan: sold.filter((entry) => !listed.has(entry.sid ?? "")).length,
    stuck: lines.filter((line) => line.state !== "bought" && line.state !== "failed").length,
    chargeWithoutRecord: sold.filter((entry) => recorded.get(entry.sid) !== Number(entry.price_micros))
      .length,
  };
}

export const isClean = (verdict: Verdict) =>
  verdict.lost + verdict.double + verdict.orphan + verdict.stuck + verdict.chargeWithoutRecord === 0;
