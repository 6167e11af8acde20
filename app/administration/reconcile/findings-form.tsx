"use client";

import { type ReactNode, useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { SelectAll } from "@/components/ui/select-all";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import type { PageAsked } from "@/lib/domain/paging/paging";
import type { View } from "@/lib/domain/reconcile/reconcile";
import { settleAction } from "./actions";
import { CHOICES } from "./words";

/** One form around a page of findings: tick, choose, confirm. */
export function FindingsForm({
  view,
  place,
  summary,
  children,
}: {
  view: View;
  /** Which page these are of. */
  place: PageAsked;
  summary: string;
  children: ReactNode;
}) {
  const form = useFormAction(settleAction);
  const { state } = form;
  const [isEmpty, setIsEmpty] = useState(false);
  const mayAsk = (asking: HTMLFormElement | null) => {
    const isTicked = asking?.querySelector('input[name="row"]:checked') !== null;
    setIsEmpty(!isTicked);
    return isTicked;
  };
  return (
    <ActionForm of={form} className="stack" onInput={() => setIsEmpty(false)}>
      {isEmpty && <Notice kind="bad">Tick the numbers first. Nothing was changed.</Notice>}
      {state?.message && (
        <Notice kind={state.kind} takesFocus key={state.at}>
          {state.message}
        </Notice>
      )}
      <input type="hidden" name="show" value={view} />
      {place.after && <input type="hidden" name="after" value={place.after} />}
      {place.before && <input type="hidden" name="before" value={place.before} />}
      <div className="list-head">
        <p>{summary}</p>
        <div className="actions">
          <SelectAll of="row">All on this page</SelectAll>
          {CHOICES[view].map(({ verb, label, look, asks }) =>
            asks ? (
              <ConfirmButton
                key={verb}
                label={label}
                look={look}
                mayAsk={mayAsk}
                title={asks.title}
                keep="Leave them"
                confirm={
                  <Submit look={look === "danger" ? "danger-solid" : "primary"} name="verb" value={verb}>
                    {label}
                  </Submit>
                }
              >
                <p>{asks.explains}</p>
              </ConfirmButton>
            ) : (
              <Submit key={verb} look={look} name="verb" value={verb}>
                {label}
              </Submit>
            ),
          )}
        </div>
      </div>
      {children}
    </ActionForm>
  );
}
