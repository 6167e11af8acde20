import { AutoRefresh } from "@/components/ui/auto-refresh";
import { Progress } from "@/components/ui/progress";
import { CART } from "@/lib/domain/addresses";

const LOOK_MS = 2000;

/** How far the check of a large cart is, which goes on by itself. */
export function CheckProgress({
  isChecking,
  checked,
  count,
}: {
  isChecking: boolean;
  checked: number;
  count: number;
}) {
  if (!isChecking) return null;
  return (
    <>
      <Progress
        words={`${checked} of ${count} checked`}
        remark="Updates by itself"
        max={count}
        value={checked}
      />
      <noscript>
        <a href={CART}>Look again</a>
      </noscript>
      <AutoRefresh live every={LOOK_MS} reloads={false} says="Twilio is being asked about your cart." />
    </>
  );
}
