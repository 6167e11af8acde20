import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { Window } from "@/components/ui/window";
import { requireAdmin } from "@/lib/auth/require-admin";
import { CART, orderAddress } from "@/lib/domain/addresses";
import { MAX_TRIES } from "@/lib/domain/transaction-codes/transaction-code";
import { readApproval } from "@/lib/transaction-codes/read-approval";
import { PURCHASE_STEPS } from "../../../purchase-steps";
import { cancelOrderAction } from "../actions";
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
  if (!approval) notFound();
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

  return (
    <Window
      {...frame}
      foot={
        <div className="actions">
          <form action={cancelOrderAction}>
            <input type="hidden" name="orderId" value={orderId} />
            <Button>Cancel</Button>
          </form>
          <Submit look="primary" form="approve">
            Validate &amp; Proceed
          </Submit>
        </div>
      }
    >
      <CodeSent code={approval.code} resend={approval.resend} email={admin.email} />
      <WhatItApproves approval={approval} />
      {approval.users.length === 0 && (
        <Notice kind="warn">
          Nobody is assigned: the numbers take call-backs, but nobody can call with them yet.
        </Notice>
      )}
      <CodeForms
        orderId={orderId}
        triesLeft={
          approval.code.kind === "live" && approval.code.triesLeft < MAX_TRIES
            ? approval.code.triesLeft
            : null
        }
        waitSeconds={approval.resend.kind === "too-soon" ? approval.resend.waitSeconds : 0}
        hasCode={approval.code.kind === "live"}
      />
    </Window>
  );
}
