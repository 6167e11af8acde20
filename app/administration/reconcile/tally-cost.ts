import { money } from "@/lib/domain/format";
import type { Tally } from "@/lib/reconcile/read-reconcile";

/** `$3.45 a month`; empty where nobody knows what they cost. */
export function costOf({ monthly }: Tally): string {
  const costs = [...monthly].map(([currency, micros]) => money(micros, currency));
  return costs.length > 0 ? `${costs.join(" and ")} a month` : "";
}
