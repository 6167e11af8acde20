import { notFound, redirect } from "next/navigation";
import { orderTerms } from "@/components/order-terms";
import { AdministrationWindow } from "@/components/shell";
import { Button, ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Empty } from "@/components/ui/empty";
import { ExpandableList } from "@/components/ui/expandable-list";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { requireAdmin } from "@/lib/auth/require-admin";
import { clockOf, maskEmail, money, plainNumber, plural } from "@/lib/domain/format";
import { MAX_TRIES } from "@/lib/domain/transaction-codes/transaction-code";
import { type Approval, readApproval } from "@/lib/transaction-codes/read-approval";
import { STEPS, shellOf } from "../../../shell-props";
import { cancelOrderAction } from "../actions";
import { CodeForms } from "./forms";

export const metadata = { title: "Transaction Code" };
/** Buying goes on after the answer, for as long as the platform allows. */
export const maxDuration = 300;

const CART = "/administration/caller-ids/cart";

export default async function TransactionCode({
  params,
}: PageProps<"/administration/orders/[orderId]/transaction-code">) {
  const admin = await requireAdmin();
  const { orderId } = await params;
  const approval = await readApproval(admin, orderId);
  if (!approval) notFound();
  if (approval.order.approvedAt) redirect(`/administration/orders/${orderId}`);
  const frame = {
    ...shellOf(admin, "caller-ids"),
    title: "Transaction Code",
    narrow: true,
    closeTo: CART,
    steps: { names: STEPS, step: 2 },
  };
  const { order } = approval;
  if (order.state !== "awaiting_code" || order.expiresAt <= order.readAt)
    return (
      <AdministrationWindow {...frame}>
        <Empty
          icon="about"
          title={order.state === "cancelled" ? "This order was cancelled" : "This order has expired"}
          actions={
            <>
              <ButtonLink href={`/administration/orders/${orderId}`}>See the order</ButtonLink>
              <ButtonLink look="primary" href={CART}>
                Back to Cart
              </ButtonLink>
            </>
          }
        >
          <p>
            Nothing was bought with it, and nothing was charged. Those of its numbers that you have not
            removed or bought since are still in your cart.
          </p>
        </Empty>
      </AdministrationWindow>
    );

  return (
    <AdministrationWindow
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
      <Sent code={approval.code} resend={approval.resend} email={admin.email} />
      <Approves approval={approval} />
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
    </AdministrationWindow>
  );
}

function Sent({
  code,
  resend,
  email,
}: {
  code: Approval["code"];
  resend: Approval["resend"];
  email: string;
}) {
  const address = <b>{maskEmail(email)}</b>;
  if (code.kind === "not-sent")
    return (
      <Notice kind="bad">
        <strong>The email could not be sent</strong> to {address}. Your order is kept. “Send a new code” tries
        again at once.
      </Notice>
    );
  if (code.kind === "expired")
    return (
      <Notice kind="warn">
        <strong>The code we emailed to {address} has expired.</strong> Nothing was bought. Send a new one.
      </Notice>
    );
  if (code.kind === "used-up")
    return (
      <Notice kind="warn">
        <strong>The code we emailed to {address} is used up</strong> after 5 wrong tries. Nothing was bought.
        Send a new one.
      </Notice>
    );
  if (code.kind === "none")
    return (
      <Notice kind="warn">
        <strong>No code was emailed.</strong>{" "}
        {resend.kind === "too-many-this-hour"
          ? "You have asked for 20 codes in the last hour. Your order is kept for 24 hours: try again later."
          : "Send a new one."}
      </Notice>
    );
  return (
    <p>
      We emailed a code to {address}. It approves exactly this order and works until {clockOf(code.expiresAt)}{" "}
      UTC.
    </p>
  );
}

function Approves({ approval: { order, lines, users } }: { approval: Approval }) {
  const total = money(order.totalMicros, order.currency);
  const numbers = lines.map((line) => ({ id: line.id, name: plainNumber(line.e164) }));
  return (
    <DefinitionList
      facts={[
        [
          "Numbers",
          <ExpandableList key="numbers" count={plural(numbers.length, "number")} items={numbers} />,
        ],
        ["Due now", total],
        ["Per month", total],
        ...orderTerms({ order, users }),
      ]}
    />
  );
}
