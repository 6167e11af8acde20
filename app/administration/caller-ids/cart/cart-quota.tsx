import { DefinitionList } from "@/components/ui/definition-list";
import type { Quota } from "@/lib/domain/cart/cart";

/** What the organisation may still purchase, as a subtraction. */
export function CartQuota({ maximum, taken, purchasing, remaining, exceededBy }: Quota) {
  const shown = (count: number) => count.toLocaleString("en-US");
  return (
    <DefinitionList
      facts={[
        ["Maximum number of Caller IDs allowed to purchase for an Organization", shown(maximum)],
        ["Owned or on order", shown(taken)],
        ["Number of Caller IDs being purchased", shown(purchasing)],
        [
          "Number of Caller IDs remaining that can be purchased",
          exceededBy > 0 ? `0, and ${shown(exceededBy)} too many` : shown(remaining),
        ],
      ]}
    />
  );
}
