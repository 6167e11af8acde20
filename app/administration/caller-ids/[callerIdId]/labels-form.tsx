"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { useTyped } from "@/components/ui/use-typed";
import { changeLabelsAction } from "./actions";

export function LabelsForm({
  callerIdId,
  shown,
  labels,
}: {
  callerIdId: string;
  /** What the form was drawn with. */
  shown: string;
  labels: string;
}) {
  const form = useFormAction(changeLabelsAction);
  const { state } = form;
  const typed = useTyped(state, shown);
  return (
    <ActionForm of={form} className="stack" noValidate key={`${shown} ${state?.at}`}>
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="callerIdId" value={callerIdId} />
      <input type="hidden" name="shown" value={typed.text("shown") ?? shown} />
      <Field
        label="With commas between them"
        name="labels"
        autoComplete="off"
        maxLength={1000}
        defaultValue={typed.text("labels") ?? labels}
        error={state?.fields?.labels}
        help="Such as Q4 push, Front desk"
      />
      <div className="actions">
        <Submit>Save labels</Submit>
      </div>
    </ActionForm>
  );
}
