"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { useFormAction } from "@/components/ui/use-form-action";
import { applyAction } from "./actions";

/** Does what the preview shows; its button stands in the window's foot. */
export function ApplyForm({
  selectionId,
  shown,
  back,
}: {
  selectionId: string;
  shown: string;
  back: string;
}) {
  const form = useFormAction(applyAction);
  const { state } = form;
  return (
    <ActionForm of={form} id="apply">
      <input type="hidden" name="selection" value={selectionId} />
      <input type="hidden" name="shown" value={shown} />
      <input type="hidden" name="back" value={back} />
      {state?.message && (
        <Notice kind={state.kind} key={state.at} takesFocus>
          {state.message}
        </Notice>
      )}
    </ActionForm>
  );
}
