import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Admin } from "@/lib/domain/actor/actor";
import { transactionCodeAddress } from "@/lib/domain/addresses";
import { plural } from "@/lib/domain/format";
import { findOrderAwaitingCode } from "@/lib/orders/find-order-awaiting-code";

/** The way back to an order whose code has not been typed yet; `proceeding` says what a new one would do to it. */
export async function WaitingNotice({ admin, proceeding = false }: { admin: Admin; proceeding?: boolean }) {
  const waiting = await findOrderAwaitingCode(admin);
  if (!waiting) return null;
  return (
    <Notice action={<ButtonLink href={transactionCodeAddress(waiting.orderId)}>Enter the code</ButtonLink>}>
      <strong>Your order of {plural(waiting.numbers, "number")} waits for its Transaction Code.</strong>
      {proceeding && <span> Proceeding with other answers cancels it and makes a new one.</span>}
    </Notice>
  );
}
