"use client";

import { type ReactNode, useActionState } from "react";
import { Notice } from "@/components/ui/notice";
import { addToCartAction } from "./actions";

/** The one form around the results; the button stands in the window's foot. */
export function AddForm({ children }: { children: ReactNode }) {
  const [state, submit] = useActionState(addToCartAction, null);
  return (
    <form id="results" action={submit} className="grid gap-4">
      {state?.message && <Notice kind="bad">{state.message}</Notice>}
      {children}
    </form>
  );
}
