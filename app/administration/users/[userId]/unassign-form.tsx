"use client";

import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { DefaultSubmit } from "@/components/ui/default-submit";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { unassignAction } from "./actions";

export function UnassignForm({
  userId,
  search,
  isSearched,
  count,
  children,
}: {
  userId: string;
  /** What the rows are searched by. */
  search: Record<"search" | "areaCode", string>;
  isSearched: boolean;
  /** How many the search finds in all, also beside this page. */
  count: number;
  children: ReactNode;
}) {
  const form = useFormAction(unassignAction);
  const { state } = form;
  const all = `all ${count.toLocaleString("en-US")}${isSearched ? " found" : ""}`;
  return (
    <ActionForm of={form} id="unassign" className="stack" autoComplete="off">
      {Object.entries({ userId, ...search }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state?.message && (
        <Notice kind={state.kind} key={state.at}>
          {state.message}
        </Notice>
      )}
      <DefaultSubmit value="Unassign ticked" />
      {children}
      {count > 1 && (
        <ConfirmButton
          label={`Unassign ${all}`}
          look="danger"
          title={isSearched ? `Unassign ${all}?` : `Unassign ${all} Caller IDs?`}
          keep="Keep them"
          confirm={
            <Submit look="danger-solid" name="all" value="yes">
              {isSearched ? "Unassign all found" : "Unassign all"}
            </Submit>
          }
        >
          <p>They can&apos;t call with any of these numbers then.</p>
        </ConfirmButton>
      )}
    </ActionForm>
  );
}
