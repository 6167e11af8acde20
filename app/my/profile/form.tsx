"use client";

import { ActionForm } from "@/components/ui/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Submit } from "@/components/ui/submit";
import { useFormAction } from "@/components/ui/use-form-action";
import { useTyped } from "@/components/ui/use-typed";
import { changeProfileAction } from "./actions";

export function ProfileForm({
  version,
  person,
  choosesMails,
  phoneExample,
}: {
  version: string;
  /** What its fields show. */
  person: Record<"name" | "phone" | "finishedMails", string>;
  choosesMails: boolean;
  phoneExample: string;
}) {
  const form = useFormAction(changeProfileAction);
  const { state } = form;
  const typed = useTyped(state, version);
  const value = (name: keyof typeof person) => typed.text(name) ?? person[name];
  return (
    <ActionForm of={form} className="stack" noValidate key={`${version} ${state?.at}`}>
      {state?.message && <Notice kind={state.kind}>{state.message}</Notice>}
      <input type="hidden" name="version" value={typed.text("version") ?? version} />
      <input type="hidden" name="shown" value={typed.text("shown") ?? JSON.stringify(person)} />
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
            defaultChecked={typed.ticked("finishedMails", person.finishedMails === "yes")}
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
