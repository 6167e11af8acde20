"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { useTyped } from "@/components/ui/use-typed";
import { changeCallBacksAction } from "./actions";

/** What was typed stays with every answer; `shown` moves on where somebody else was quicker. */
export function CallBacksForm({
  callerIdId,
  shown,
  forwardTo,
  ringForever,
}: {
  callerIdId: string;
  /** What the form was drawn with. */
  shown: string;
  forwardTo: string;
  ringForever: boolean;
}) {
  const form = useFormAction(changeCallBacksAction);
  const { state } = form;
  const typed = useTyped(state, shown);
  return (
    <ActionForm of={form} className="stack" noValidate key={`${shown} ${state?.at}`}>
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="callerIdId" value={callerIdId} />
      <input type="hidden" name="shown" value={typed.text("shown") ?? shown} />
      <Field
        label="Forwards to"
        name="forwardTo"
        type="tel"
        autoComplete="off"
        maxLength={60}
        defaultValue={typed.text("forwardTo") ?? forwardTo}
        error={state?.fields?.forwardTo}
        help="Any way you like to type it."
      />
      <Checkbox name="ringForever" value="yes" defaultChecked={typed.ticked("ringForever", ringForever)}>
        <span>Ring forever: again and again until somebody answers</span>
      </Checkbox>
      <div className="actions">
        <Submit look="primary">Save call-backs</Submit>
      </div>
    </ActionForm>
  );
}
