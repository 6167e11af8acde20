import { redirect } from "next/navigation";
import { Window } from "@/components/ui/window";
import { readBalance } from "@/lib/account/read-balance";
import { requireAdmin } from "@/lib/auth/require-user";
import { CART, orderAddress } from "@/lib/domain/addresses";
import { MAX_TRIES } from "@/lib/domain/transaction-codes/transaction-code";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { nothingHere } from "@/lib/web/nothing-here";
import { PURCHASE_STEPS } from "../../../purchase-steps";
import { CodeFoot } from "./code-foot";
import { CodeNotices } from "./code-notices";
import { CodeSent } from "./code-sent";
import { CodeForms } from "./forms";
import { OrderEnded } from "./order-ended";
import { WhatItApproves } from "./what-it-approves";

export const metadata = { title: "Transaction Code" };
/** Buying goes on after the answer, for as long as the platform allows. */
export const maxDuration = 300;

export default async function TransactionCode({
  params,
}: PageProps<"/administration/orders/[orderId]/transaction-code">) {
  const admin = await requireAdmin();
  const { orderId } = await params;
  const approval = await readApproval(admin, orderId);
  if (!approval) nothingHere();
  if (approval.order.approvedAt) redirect(orderAddress(orderId));
  const frame = {
    title: "Transaction Code",
    narrow: true,
    closeTo: CART,
    steps: { names: PURCHASE_STEPS, step: 2 },
  };
  const { order } = approval;
  if (order.state !== "awaiting_code" || order.expiresAt <= order.readAt)
    return (
      <Window {...frame}>
        <OrderEnded order={order} />
      </Window>
    );

  const hasCode = approval.code.kind === "live";
  return (
    <Window {...frame} foot={<CodeFoot orderId={orderId} hasCode={hasCode} />}>
      <CodeSent code={approval.code} resend={approval.resend} email={admin.email} />
      <CodeForms
        orderId={orderId}
        triesLeft={
          approval.code.kind === "live" && approval.code.triesLeft < MAX_TRIES
            ? approval.code.triesLeft
            : null
        }
        waitSeconds={approval.resend.kind === "too-soon" ? approval.resend.waitSeconds : 0}
        hasCode={hasCode}
      />
      <CodeNotices approval={approval} balance={await readBalance(admin)} />
      <WhatItApproves approval={approval} />
    </Window>
  );
}
