"use client";

import { type ReactNode, useActionState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { changeCartAction } from "./actions";

/** One form around all rows: each remove button carries its number, so 500 rows stay one form. */
export function CartForm({
  count,
  orderWaits,
  children,
}: {
  count: number;
  /** Clearing cancels an order that waits for its code. */
  orderWaits: boolean;
  children: ReactNode;
}) {
  const [state, submit, pending] = useActionState(changeCartAction, null);
  const numbers = count === 1 ? "1 number" : `${count} numbers`;
  return (
    <ActionForm pending={pending} action={submit} className="stack">
      {state?.message && (
        <Notice kind={state.kind} key={state.at}>
          {state.message}
        </Notice>
      )}
      <div className="list-head">
        <p>{numbers}. Nothing is held until you buy it.</p>
        <div className="actions">
          <Submit icon="again" name="check" value="yes">
            Check availability
          </Submit>
          <ConfirmButton
            label="Clear Cart"
            look="danger"
            title="Clear the cart?"
            keep={`Keep ${count === 1 ? "it" : "them"}`}
            confirm={
              <Submit look="danger-solid" name="clear" value="yes">
                Clear Cart
              </Submit>
            }
          >
            <p>
              {count === 1 ? "The number leaves" : `All ${numbers} leave`} your cart.{" "}
              {orderWaits
                ? "Your order that waits for its Transaction Code is cancelled."
                : "Nothing else changes."}
            </p>
          </ConfirmButton>
        </div>
      </div>
      {children}
    </ActionForm>
  );
}
