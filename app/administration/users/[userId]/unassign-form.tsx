"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { unassignAction } from "./actions";

export function UnassignForm({ userId, children }: { userId: string; children: ReactNode }) {
  const form = useFormAction(unassignAction);
  const { state } = form;
  return (
    <ActionForm of={form} id="unassign" autoComplete="off">
      <input type="hidden" name="userId" value={userId} />
      {state?.message && (
        <Notice kind={state.kind} key={state.at}>
          {state.message}
        </Notice>
      )}
      {children}
    </ActionForm>
  );
}
