"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { changeProfileAction } from "./actions";

export function ProfileForm({
  person,
  choosesMails,
  phoneExample,
}: {
  person: Record<"version" | "name" | "phone" | "finishedMails", string>;
  choosesMails: boolean;
  phoneExample: string;
}) {
  const form = useFormAction(changeProfileAction);
  const { state } = form;
  const value = (name: keyof typeof person) => [state?.values?.[name] ?? []].flat()[0] ?? person[name];
  return (
    <ActionForm of={form} className="stack" noValidate key={`${person.version} ${state?.at}`}>
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="version" value={value("version")} />
      <div className="person-fields">
        <Field
          label="Name"
          name="name"
          required
          maxLength={300}
          autoComplete="name"
          defaultValue={value("name")}
          error={state?.fields?.name}
        />
        <Field
          label="Phone"
          name="phone"
          type="tel"
          maxLength={60}
          autoComplete="tel"
          placeholder={phoneExample}
          defaultValue={value("phone")}
          error={state?.fields?.phone}
          help="Any way you like to type it. Rings when you call, or when somebody calls you back."
        />
      </div>
      {choosesMails && (
        <fieldset className="field">
          <legend className="field-label">Mail me</legend>
          <Checkbox
            name="finishedMails"
            value="yes"
            defaultChecked={(state?.values ?? person).finishedMails?.includes("yes")}
          >
            When an order of mine is finished
          </Checkbox>
          <p className="field-help">
            Orders that need you, codes, and changes of your account are always mailed.
          </p>
        </fieldset>
      )}
      <div className="actions">
        <Submit look="primary">Save</Submit>
      </div>
    </ActionForm>
  );
}
