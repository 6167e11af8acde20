import { isUncharged, type LineState, type RowWord, rowWord } from "./line";

type Line = { state: LineState; reason: string | null; uncertainSince: Date | null; priceMicros: number };

/** In which order rows are shown: what needs eyes first. */
const WORDS: RowWord[] = ["Failed", "Being checked", "Buying", "Success", "Waiting"];

export type OrderSummary = {
  /** Rows that have an outcome. */
  settled: number;
  bought: number;
  failed: number;
  paidMicros: number;
  /** Failed rows of which it is known that nothing was charged. */
  uncharged: number;
  /** Rows that are not bought yet and could still be; not those that need a person. */
  left: number;
  /** What they cost. */
  leftMicros: number;
  counts: Map<RowWord, number>;
};

/** How an order ended, and what was bought for how much; `cost` is the sum of what was bought, as words. */
export function endSentence({ bought, failed }: OrderSummary, cost: string): string {
  if (failed === 0) return `Purchase is completed: ${bought} of ${bought} bought for ${cost} a month`;
  const paid = bought > 0 ? ` for ${cost} a month` : "";
  return `Purchase finished: ${bought} of ${bought + failed} bought${paid}`;
}

export const wordOf = (line: Line): RowWord | null =>
  rowWord({ state: line.state, uncertain: line.uncertainSince !== null });

export function orderSummary(lines: Line[]): OrderSummary {
  const counts = new Map<RowWord, number>();
  for (const word of WORDS) counts.set(word, 0);
  for (const word of lines.map(wordOf)) if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  const bought = lines.filter((line) => line.state === "bought");
  const failed = lines.filter((line) => line.state === "failed");
  const left = lines.filter((line) => line.state === "queued" || line.state === "intent");
  const sumOf = (some: Line[]) => some.reduce((sum, line) => sum + line.priceMicros, 0);
  return {
    settled: bought.length + failed.length,
    bought: bought.length,
    failed: failed.length,
    uncharged: failed.filter((line) => isUncharged(line.reason)).length,
    left: left.length,
    leftMicros: sumOf(left),
    paidMicros: sumOf(bought),
    counts,
  };
}

/** Rows by need: failed, being checked, buying, bought, waiting; within each as they were ordered. */
export function byNeed<L extends Line>(lines: L[]): L[] {
  const rank = (line: L) => {
    const word = wordOf(line);
    return word ? WORDS.indexOf(word) : WORDS.length;
  };
  return [...lines].sort((a, b) => rank(a) - rank(b));
}
