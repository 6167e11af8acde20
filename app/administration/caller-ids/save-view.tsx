"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { saveViewAction } from "./actions";

/** Keeps what the list shows under a name. */
export function SaveView({ query }: { query: string }) {
  const form = useFormAction(saveViewAction);
  const { state } = form;
  return (
    <details className="save-view" open={state?.fields !== undefined}>
      <summary className="button" data-closes>
        Save view
      </summary>
      <ActionForm of={form} className="save-view-form" noValidate key={state?.at}>
        <input type="hidden" name="query" value={query} />
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          maxLength={120}
          defaultValue={[state?.values?.name ?? []].flat()[0]}
          error={state?.fields?.name}
          help="All administrators see it. A name that is taken shows this from now on."
        />
        <Submit look="primary">Save</Submit>
      </ActionForm>
    </details>
  );
}
