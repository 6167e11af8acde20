import { plural } from "@/lib/domain/format";
import type { View } from "./reconcile";

/** How many numbers differ in each way that a reading of the account finds, a sentence each. */
export function findingSentences(counts: { view: View; count: number }[]): string[] {
  const of = (view: View) => counts.reduce((sum, one) => (one.view === view ? sum + one.count : sum), 0);
  const sentences: [number, string][] = [
    [of("unlisted"), "billed by Twilio but not in your list: nobody can see or use them."],
    [of("gone"), "in your list but no longer at Twilio: who calls back reaches nobody."],
    [of("drifted"), "changed at Twilio: calls may go elsewhere than you set."],
  ];
  return sentences.flatMap(([count, words]) => (count > 0 ? [`${plural(count, "number")}: ${words}`] : []));
}
