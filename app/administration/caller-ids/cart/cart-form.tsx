"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { Sticky } from "@/components/ui/sticky";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { changeCartAction } from "./actions";

/** One form around all rows: each remove button carries its number, so 500 rows stay one form. */
export function CartForm({
  back,
  count,
  checked,
  orderWaits,
  children,
}: {
  /** Where the window leads back to, or nothing. */
  back: string;
  count: number;
  /** How many of them Twilio was asked about lately. */
  checked: number;
  /** Clearing cancels an order that waits for its code. */
  orderWaits: boolean;
  children: ReactNode;
}) {
  const form = useFormAction(changeCartAction);
  const { state } = form;
  const removedAt = useRef<number | null>(null);
  useEffect(() => {
    // The keyboard goes on at the row that took the place of the removed one.
    if (removedAt.current === null || !state) return;
    const buttons = document.querySelectorAll<HTMLElement>(".cart-table tbody button");
    buttons[Math.min(removedAt.current, buttons.length - 1)]?.focus({ preventScroll: true });
    removedAt.current = null;
  }, [state]);
  const numbers = count === 1 ? "1 number" : `${count} numbers`;
  return (
    <ActionForm
      of={form}
      className="stack"
      id="cart"
      autoComplete="off"
      onClick={(event) => {
        const button = (event.target as Element).closest("tbody button");
        if (button)
          removedAt.current = [...document.querySelectorAll(".cart-table tbody button")].indexOf(button);
      }}
    >
      {back && <input type="hidden" name="back" value={back} />}
      {state?.message && (
        <Sticky>
          <Notice kind={state.kind} key={state.at}>
            {state.message}
          </Notice>
        </Sticky>
      )}
      <div className="list-head">
        <p>
          <b>{numbers}.</b> <span>Nothing is held until you buy it.</span>{" "}
          <span>{checked < count && `${checked} of ${count} checked in the last 10 minutes.`}</span>
        </p>
        <div className="actions">
          <Submit icon="again" name="verb" value="check">
            Check availability
          </Submit>
          <ConfirmButton
            label="Clear Cart"
            look="danger"
            title="Clear the cart?"
            keep={`Keep ${count === 1 ? "it" : "them"}`}
            confirm={
              <Submit look="danger-solid" name="verb" value="clear">
                Clear Cart
              </Submit>
            }
          >
            <p>
              {count === 1 ? "The number leaves" : `All ${numbers} leave`} your cart. You can put{" "}
              {count === 1 ? "it" : "them"} back until you change the cart, for an hour.{" "}
              {orderWaits && "Your order that waits for its Transaction Code is cancelled."}
            </p>
          </ConfirmButton>
        </div>
      </div>
      {children}
    </ActionForm>
  );
}
