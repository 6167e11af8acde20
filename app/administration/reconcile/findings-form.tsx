"use client";

import { type ReactNode, useActionState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { SelectAll } from "@/components/ui/select-all";
import { Submit } from "@/components/ui/submit";
import type { View } from "@/lib/domain/reconcile/reconcile";
import { settleAction } from "./actions";
import { CHOICES } from "./words";

/** One form around a page of findings: tick, choose, confirm. */
export function FindingsForm({
  view,
  after,
  summary,
  children,
}: {
  view: View;
  /** The page begins after this number; null on the first. */
  after: string | null;
  summary: string;
  children: ReactNode;
}) {
  const [state, submit, pending] = useActionState(settleAction, null);
  return (
    <ActionForm pending={pending} action={submit} className="grid gap-4">
      {state?.message && (
        <Notice kind="bad" takesFocus key={state.at}>
          {state.message}
        </Notice>
      )}
      <input type="hidden" name="show" value={view} />
      {after && <input type="hidden" name="after" value={after} />}
      <div className="results-head">
        <p>{summary}</p>
        <div className="actions">
          <SelectAll of="row">All on this page</SelectAll>
          {CHOICES[view].map(({ verb, label, look, title, explains }) => (
            <ConfirmButton
              key={verb}
              label={label}
              look={look}
              title={title}
              keep="Leave them"
              confirm={
                <Submit look={look === "danger" ? "danger solid" : "primary"} name="verb" value={verb}>
                  {label}
                </Submit>
              }
            >
              <p>{explains}</p>
            </ConfirmButton>
          ))}
        </div>
      </div>
      {children}
    </ActionForm>
  );
}
