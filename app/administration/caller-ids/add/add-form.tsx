"use client";

import { type ReactNode, useActionState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { addToCartAction } from "./actions";

/** The one form around the results; the button stands in the window's foot. */
export function AddForm({ children }: { children: ReactNode }) {
  const [state, submit, pending] = useActionState(addToCartAction, null);
  return (
    <ActionForm pending={pending} id="results" action={submit} className="stack">
      {state?.message && (
        <Notice kind={state.kind} key={state.at}>
          {state.message}
        </Notice>
      )}
      {children}
    </ActionForm>
  );
}
