"use client";

import type { ComponentProps } from "react";
import { ActionForm } from "./action-form";
import { type FormAction, useFormAction } from "./use-form-action";

/** A form whose answer is a page; it says itself only why there is none, such as a network that did not answer. */
export function PlainForm({
  action,
  children,
  ...form
}: Omit<ComponentProps<"form">, "action"> & { action: FormAction }) {
  const of = useFormAction(action);
  const { message, at } = of.state ?? {};
  return (
    <ActionForm {...form} of={of}>
      {message && (
        <p className="plain-form-message" role="alert" key={at}>
          {message}
        </p>
      )}
      {children}
    </ActionForm>
  );
}
