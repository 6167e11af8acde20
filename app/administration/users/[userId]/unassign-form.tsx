"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { unassignAction } from "./actions";

export function UnassignForm({
  userId,
  count,
  children,
}: {
  userId: string;
  /** How many they may use in all, also beside this page. */
  count: number;
  children: ReactNode;
}) {
  const form = useFormAction(unassignAction);
  const { state } = form;
  return (
    <ActionForm of={form} id="unassign" className="stack" autoComplete="off">
      <input type="hidden" name="userId" value={userId} />
      {state?.message && (
        <Notice kind={state.kind} key={state.at}>
          {state.message}
        </Notice>
      )}
      {/* Enter means those that are ticked. */}
      <input
        type="submit"
        className="only-screen-reader"
        tabIndex={-1}
        aria-hidden="true"
        value="Unassign ticked"
      />
      {children}
      {count > 1 && (
        <ConfirmButton
          label={`Unassign all ${count.toLocaleString("en-US")}`}
          look="danger"
          title={`Unassign all ${count.toLocaleString("en-US")} Caller IDs?`}
          keep="Keep them"
          confirm={
            <Submit look="danger-solid" name="all" value="yes">
              Unassign all
            </Submit>
          }
        >
          <p>They can&apos;t call with any of these numbers then.</p>
        </ConfirmButton>
      )}
    </ActionForm>
  );
}
