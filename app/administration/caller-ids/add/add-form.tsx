"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { Sticky } from "@/components/ui/sticky";
import { useFormAction } from "@/components/ui/use-form-action";
import { addToCartAction } from "./actions";

/** The one form around the results; the button stands in the window's foot. */
export function AddForm({ children }: { children: ReactNode }) {
  const form = useFormAction(addToCartAction);
  const { state } = form;
  return (
    <ActionForm of={form} id="results" className="stack">
      {state?.message && (
        <Sticky>
          <Notice kind={state.kind} key={state.at}>
            {state.message}
          </Notice>
        </Sticky>
      )}
      {children}
    </ActionForm>
  );
}
