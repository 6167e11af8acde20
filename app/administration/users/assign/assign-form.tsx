"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { DefaultSubmit } from "@/components/ui/default-submit";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { assignAction } from "./actions";

export function AssignForm({ fields, children }: { fields: Record<string, string>; children: ReactNode }) {
  const form = useFormAction(assignAction);
  const { state } = form;
  return (
    <ActionForm of={form} className="stack" id="assign" autoComplete="off">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state?.message && (
        <Notice kind={state.kind} key={state.at}>
          {state.message}
        </Notice>
      )}
      <DefaultSubmit value="Assign selected" />
      {children}
    </ActionForm>
  );
}
